import { ConfigError } from "#mesh/config";
import { readProviders } from "./read-providers.ts";

const google = { provider: "google", title: "Google", issuer: "https://accounts.google.com" };
const own = { client_id: "shop", client_secret: "a secret" };

test("providers are read in their order", () => {
  const local = { provider: "local", title: "Here", issuer: "http://127.0.0.1:4711", ...own };
  expect(readProviders(JSON.stringify([{ ...google, ...own }, local]))).toEqual([
    { ...google, clientId: "shop", clientSecret: "a secret" },
    expect.objectContaining({ provider: "local", issuer: "http://127.0.0.1:4711" }),
  ]);
  expect(readProviders("[]")).toEqual([]);
});

test.each<[string, unknown]>([
  ["no JSON array", { ...google, ...own }],
  ["at most 20 providers", Array(21).fill({ ...google, ...own })],
  [
    "one name",
    [
      { ...google, ...own },
      { ...google, ...own },
    ],
  ],
  ["[0].provider", [{ ...google, ...own, provider: "Google" }]],
  ["[0].title", [{ ...google, ...own, title: "" }]],
  ["[0].issuer", [{ ...google, ...own, issuer: "http://accounts.google.com" }]],
  ["[0].client_id", [google]],
  ["[0].client_secret", [{ ...google, client_id: "shop", client_secret: 1 }]],
  ["[0].provider", [null]],
])("what does not fit is named, without its secrets: %s", (named, given) => {
  const read = () => readProviders(JSON.stringify(given));
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(named);
  expect(read).not.toThrow("a secret");
});

test("a text that is no JSON is not repeated", () => {
  expect(() => readProviders("a secret")).toThrow("AUTH_OIDC_PROVIDERS");
  expect(() => readProviders("a secret")).not.toThrow("a secret");
});
