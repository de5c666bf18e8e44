import { loadConfig } from "#mesh/config";
import { paymentConfig } from "../config.ts";
import { openStripe } from "./open-stripe.ts";

const open = (env: Record<string, string>) => openStripe(loadConfig(paymentConfig, env));

test("the sandbox needs no settings", () => {
  expect(open({}).webhookSecret).toBe("whsec_sandbox");
});

test("Stripe is a key and the secret of its webhook", () => {
  const keys = { PAYMENT_STRIPE_SECRET_KEY: "sk_live_1", PAYMENT_STRIPE_WEBHOOK_SECRET: "whsec_1" };
  expect(open({ PAYMENT_PROVIDER: "stripe", ...keys }).webhookSecret).toBe("whsec_1");
});

test.each([
  ["PAYMENT_STRIPE_SECRET_KEY", { PAYMENT_STRIPE_WEBHOOK_SECRET: "whsec_1" }],
  ["PAYMENT_STRIPE_WEBHOOK_SECRET", { PAYMENT_STRIPE_SECRET_KEY: "sk_live_1" }],
])("Stripe without %s is refused", (name, env) => {
  const problems = [expect.objectContaining({ name })];
  expect(() => open({ PAYMENT_PROVIDER: "stripe", ...env })).toThrow(expect.objectContaining({ problems }));
});

test("a live key never goes to the sandbox", () => {
  const problems = [expect.objectContaining({ name: "PAYMENT_STRIPE_SECRET_KEY" })];
  expect(() => open({ PAYMENT_STRIPE_SECRET_KEY: "sk_live_1" })).toThrow(expect.objectContaining({ problems }));
});

test("production takes the sandbox only if it is named", () => {
  const problems = [expect.objectContaining({ name: "PAYMENT_PROVIDER" })];
  expect(() => open({ PROFILE: "production" })).toThrow(expect.objectContaining({ problems }));
});
