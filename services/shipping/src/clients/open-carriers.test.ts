import { loadConfig } from "#mesh/config";
import { shippingConfig } from "../config.ts";
import { openCarriers } from "./open-carriers.ts";

const open = (env: Record<string, string>) => openCarriers(loadConfig(shippingConfig, env));
const problem = (name: string) => expect.objectContaining({ problems: [expect.objectContaining({ name })] });

test("the sandbox needs no settings", () => {
  expect(open({}).map(({ carrierId }) => carrierId)).toEqual(["simulated-post"]);
});

test("another carrier is a name, a URL and a key", () => {
  const env = { SHIPPING_CARRIER: "api", SHIPPING_CARRIER_URL: "https://api.example/", SHIPPING_CARRIER_ID: "post" };
  expect(() => open(env)).toThrow(problem("SHIPPING_CARRIER_KEY"));
  expect(() => open({ SHIPPING_CARRIER: "api" })).toThrow(problem("SHIPPING_CARRIER_URL"));
  expect(open({ ...env, SHIPPING_CARRIER_KEY: "k" }).map(({ carrierId }) => carrierId)).toEqual(["post"]);
});

test("production takes the sandbox only if it is named", () => {
  expect(() => open({ PROFILE: "production" })).toThrow(problem("SHIPPING_CARRIER"));
});
