import { loadConfig } from "#mesh/config";
import { systemClock } from "#mesh/kernel";
import { type Sandbox, startStripeSandbox } from "../sandbox/mod.ts";
import type { PaymentProvider } from "../src/app/ports.ts";
import { openStripe } from "../src/clients/open-stripe.ts";
import { stripeProvider } from "../src/clients/stripe-provider.ts";
import { paymentConfig } from "../src/config.ts";
import { aPayment, aPaymentDraft, ids } from "./builders.ts";
import { paymentProviderContract } from "./payment-provider.contract.ts";

let sandbox: Sandbox;
let provider: PaymentProvider;

beforeAll(async () => {
  sandbox = await startStripeSandbox();
  const { stripe } = openStripe(loadConfig(paymentConfig, { PAYMENT_STRIPE_URL: sandbox.url }));
  provider = stripeProvider({ stripe, clock: systemClock, timeoutMs: 5_000 });
});

afterEach(() => sandbox.faults.clear());

afterAll(() => sandbox?.close());

paymentProviderContract(() => ({
  provider,
  now: () => new Date(),
  async agree(redirectUrl) {
    await fetch(`${redirectUrl}/complete`, { method: "POST", redirect: "manual" });
  },
}));

const unavailable = expect.objectContaining({ reason: "PROVIDER_UNAVAILABLE" });
const begun = () => aPayment({ ...aPaymentDraft(), createTime: new Date() });

test("an answer that takes too long is none, whatever comes of it later", async () => {
  sandbox.faults.add({ kind: "slow", ms: 300, match: "payment_intents$" });
  const payment = begun();
  await expect(provider.authorize(payment, 100)).rejects.toThrow(unavailable);
  expect(await provider.authorize(payment, 5_000)).toMatchObject({ state: "AUTHORIZED" });
});

test("parameters that changed since the first try show what became of the first", async () => {
  const payment = begun();
  const first = await provider.authorize(payment, 5_000);
  expect(await provider.authorize({ ...payment, returnUrl: "https://shop.example/new" }, 5_000)).toEqual(first);
});

test("a wrong key is no answer", async () => {
  const env = { PAYMENT_STRIPE_URL: sandbox.url, PAYMENT_STRIPE_SECRET_KEY: "sk_test_wrong" };
  const { stripe } = openStripe(loadConfig(paymentConfig, env));
  const locked = stripeProvider({ stripe, clock: systemClock, timeoutMs: 1_000 });
  const payment = { ...begun(), reference: "pi_1" };
  const refund = {
    refundId: ids.next("rfd"),
    amount: 1n,
    state: "PENDING",
    reference: "",
    createTime: new Date(),
  } as const;
  await expect(locked.authorize(payment, 1_000)).rejects.toThrow(unavailable);
  await expect(locked.read("pi_1", 1_000)).rejects.toThrow(unavailable);
  await expect(locked.capture(payment, 1_000)).rejects.toThrow(unavailable);
  await expect(locked.refund(payment, refund, 1_000)).rejects.toThrow(unavailable);
  await expect(locked.readRefunds("pi_1", 1_000)).rejects.toThrow(unavailable);
});
