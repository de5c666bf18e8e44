import { onCheckpoint } from "#mesh/kernel";
import { eventually } from "#mesh/testing";
import { aPaymentDraft, ids } from "./builders.ts";
import { openPaymentApp, type PaymentApp } from "./payment-app.ts";

let app: PaymentApp;

beforeAll(async () => {
  app = await openPaymentApp();
  app.sandbox.postEventsTo(undefined);
});

afterAll(() => app?.close());

/** Ends the work at the checkpoint when it is passed for the given time, as a dying process would. */
function dieAt(point: string, pass: number): { readonly died: () => boolean; stop(): void } {
  let passes = 0;
  const stop = onCheckpoint((name) => {
    if (name !== point) return;
    passes += 1;
    if (passes === pass) throw new Error(`died at ${name}`);
  });
  return { died: () => passes >= pass, stop };
}

/** Repeats a step as the order service does after a crash. */
const repeated = <T>(step: () => Promise<T>) => eventually(step, { intervalMs: 1 }) as Promise<T>;

const around = (name: string) => [`payment.${name}.before`, `payment.${name}.after`];
const once = ["begin", "authorize", "capture", "refund"].flatMap(around);
const thrice = ["record", "commit"].flatMap(around);

test.each([
  ...once.map((point) => [point, 1] as const),
  ...thrice.flatMap((point) => [1, 2, 3].map((pass) => [point, pass] as const)),
])("a purchase that dies at %s, pass %d, is finished by repeating it", async (point, pass) => {
  const draft = aPaymentDraft();
  const { paymentId } = draft;
  const refund = { paymentId, refundId: ids.next("rfd"), amount: { currencyCode: "EUR", minorUnits: 290n } };
  const crash = dieAt(point, pass);
  await repeated(() => app.authorizePayment(draft));
  await repeated(() => app.capturePayment(paymentId));
  const payment = await repeated(() => app.refundPayment(refund));
  crash.stop();
  expect(crash.died()).toBe(true);
  expect(payment).toMatchObject({
    state: "CAPTURED",
    captured: 1290n,
    refunds: [{ amount: 290n, state: "SUCCEEDED" }],
  });
  expect(await app.eventsOf(paymentId)).toEqual(["authorized", "captured", "refunded"]);
  expect(await app.intentsOf(paymentId)).toHaveLength(1);
  const { data } = await app.stripe.refunds.list({ payment_intent: payment.reference });
  expect(data).toHaveLength(1);
});

test.each(around("void"))("a payment that dies at %s is voided by repeating it", async (point) => {
  const { paymentId } = await app.authorizePayment(aPaymentDraft());
  const crash = dieAt(point, 1);
  expect(await repeated(() => app.voidPayment(paymentId))).toMatchObject({ state: "VOIDED" });
  crash.stop();
  expect(crash.died()).toBe(true);
  expect(await app.eventsOf(paymentId)).toEqual(["authorized", "voided"]);
});
