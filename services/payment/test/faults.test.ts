import { eventually } from "#mesh/testing";
import type { FaultRequest } from "../sandbox/mod.ts";
import type { Payment } from "../src/domain/payment.ts";
import { aPaymentDraft, ids } from "./builders.ts";
import { openPaymentApp, type PaymentApp } from "./payment-app.ts";

let app: PaymentApp;

beforeAll(async () => {
  app = await openPaymentApp({ timeoutMs: 200 });
  app.sandbox.postEventsTo(undefined);
});

afterEach(async () => {
  app.sandbox.faults.clear();
  await app.idle();
});

afterAll(() => app?.close());

const refusal = (reason: string, metadata = {}) =>
  expect.objectContaining({ reason, metadata: expect.objectContaining(metadata) });

const faults: readonly [name: string, fault: Omit<FaultRequest, "match">][] = [
  ["is slow before acting", { kind: "slow", ms: 320 }],
  ["is slow after acting", { kind: "slow", ms: 320, when: "after" }],
  ["fails before acting", { kind: "fail" }],
  ["fails after acting", { kind: "fail", when: "after" }],
  // Stripe's library repeats a request once by itself when its connection was cut.
  ["drops the connection before acting", { kind: "drop", times: 2 }],
  ["drops the connection after acting", { kind: "drop", when: "after", times: 2 }],
];

/** Repeats as the calling client does while the provider is silent. */
async function repeated<T>(work: () => Promise<T>): Promise<T> {
  return eventually(() => app.within(5_000, work)) as Promise<T>;
}

async function authorized(): Promise<Payment> {
  const payment = await app.authorizePayment(aPaymentDraft());
  expect(payment.state).toBe("AUTHORIZED");
  return payment;
}

async function captured(): Promise<Payment> {
  const payment = await app.capturePayment((await authorized()).paymentId);
  expect(payment.state).toBe("CAPTURED");
  return payment;
}

test.each(faults)("a provider that %s authorizes once, and the call learns it", async (_, fault) => {
  app.sandbox.faults.add({ ...fault, match: "^/v1/payment_intents$" });
  const draft = aPaymentDraft();
  const payment = await app.within(5_000, () => app.authorizePayment(draft));
  expect(payment.state).toBe("AUTHORIZED");
  expect(await app.intentsOf(draft.paymentId)).toEqual([
    expect.objectContaining({ id: payment.reference, status: "requires_capture" }),
  ]);
  expect(await app.eventsOf(draft.paymentId)).toEqual(["authorized"]);
});

test.each(faults)("a provider that %s captures once when asked again", async (_, fault) => {
  const { paymentId, reference } = await authorized();
  app.sandbox.faults.add({ ...fault, match: "/capture$" });
  const payment = await repeated(() => app.capturePayment(paymentId));
  expect(payment).toMatchObject({ state: "CAPTURED", captured: 1290n });
  const { latest_charge } = await app.stripe.paymentIntents.retrieve(reference);
  const moved = await app.stripe.balanceTransactions.list({ source: String(latest_charge) });
  expect(moved.data.map(({ amount }) => amount)).toEqual([1290]);
  expect(await app.eventsOf(paymentId)).toEqual(["authorized", "captured"]);
});

test.each(faults)("a provider that %s voids when asked again", async (_, fault) => {
  const { paymentId } = await authorized();
  app.sandbox.faults.add({ ...fault, match: "/cancel$" });
  expect(await repeated(() => app.voidPayment(paymentId))).toMatchObject({ state: "VOIDED" });
  expect(await app.eventsOf(paymentId)).toEqual(["authorized", "voided"]);
});

test.each(faults)("a provider that %s refunds once when asked again", async (_, fault) => {
  const { paymentId, reference } = await captured();
  app.sandbox.faults.add({ ...fault, match: "^/v1/refunds$", method: "POST" });
  const refund = { paymentId, refundId: ids.next("rfd"), amount: { currencyCode: "EUR", minorUnits: 290n } };
  const payment = await repeated(() => app.refundPayment(refund));
  expect(payment.refunds).toEqual([expect.objectContaining({ refundId: refund.refundId, state: "SUCCEEDED" })]);
  const { data } = await app.stripe.refunds.list({ payment_intent: reference });
  expect(data.map(({ amount }) => amount)).toEqual([290]);
  expect(await app.eventsOf(paymentId)).toEqual(["authorized", "captured", "refunded"]);
});

/** A payment the provider did not answer for within its call. */
async function unknown(fault: Omit<FaultRequest, "match">): Promise<Payment> {
  app.sandbox.faults.add({ ...fault, match: "^/v1/payment_intents$", times: 50 });
  const payment = await app.within(650, () => app.authorizePayment(aPaymentDraft()));
  expect(payment.state).toBe("UNKNOWN");
  app.sandbox.faults.clear();
  return payment;
}

test.each([
  ["was never begun", { kind: "drop" }],
  ["was begun in silence", { kind: "drop", when: "after" }],
] as const)("an unknown payment that %s is resolved under the same key", async (_, fault) => {
  const { paymentId } = await unknown(fault);
  expect(await app.eventsOf(paymentId)).toEqual([]);
  expect(await app.resolvePayment(paymentId)).toMatchObject({ state: "AUTHORIZED" });
  expect(await app.intentsOf(paymentId)).toHaveLength(1);
  expect(await app.eventsOf(paymentId)).toEqual(["authorized"]);
});

test("the worker resolves an unknown payment after a pause, and only then", async () => {
  const { paymentId } = await unknown({ kind: "drop" });
  await app.resolveUnknown();
  expect(await app.getPayment(paymentId)).toMatchObject({ state: "UNKNOWN" });
  app.advance(6_000);
  await Promise.all([app.resolveUnknown(), app.resolveUnknown()]);
  expect(await app.getPayment(paymentId)).toMatchObject({ state: "AUTHORIZED" });
  expect(await app.eventsOf(paymentId)).toEqual(["authorized"]);
});

test("a worker that meets a silent provider comes back later", async () => {
  const { paymentId } = await unknown({ kind: "drop" });
  app.sandbox.faults.add({ kind: "fail", match: "^/v1/payment_intents$", times: 50 });
  app.advance(6_000);
  await app.resolveUnknown();
  app.sandbox.faults.clear();
  expect(await app.getPayment(paymentId)).toMatchObject({ state: "UNKNOWN" });
  app.advance(11_000);
  await app.resolveUnknown();
  expect(await app.getPayment(paymentId)).toMatchObject({ state: "AUTHORIZED" });
});

test("a day later the key is forgotten: what was never begun is not begun any more", async () => {
  const { paymentId } = await unknown({ kind: "drop" });
  app.advance(24 * 3_600_000);
  expect(await app.resolvePayment(paymentId)).toMatchObject({ state: "DECLINED", declineCode: "provider_failed" });
  expect(await app.intentsOf(paymentId)).toEqual([]);
});

test("a day later what was begun in silence is still found", async () => {
  const { paymentId } = await unknown({ kind: "drop", when: "after" });
  app.advance(24 * 3_600_000);
  expect(await app.resolvePayment(paymentId)).toMatchObject({ state: "AUTHORIZED" });
});

test("a refund the provider never heard of fails in the end", async () => {
  const { paymentId } = await captured();
  const refund = { paymentId, refundId: ids.next("rfd"), amount: { currencyCode: "EUR", minorUnits: 290n } };
  app.sandbox.faults.add({ kind: "drop", match: "^/v1/refunds$", method: "POST", times: 2 });
  await expect(app.within(2_000, () => app.refundPayment(refund))).rejects.toThrow(refusal("PROVIDER_UNAVAILABLE"));
  app.advance(24 * 3_600_000);
  await app.resolveUnknown();
  expect((await app.getPayment(paymentId)).refunds).toEqual([expect.objectContaining({ state: "FAILED" })]);
});

test("the worker finishes a refund nobody asks for again", async () => {
  const { paymentId, reference } = await captured();
  const refund = { paymentId, refundId: ids.next("rfd"), amount: { currencyCode: "EUR", minorUnits: 290n } };
  app.sandbox.faults.add({ kind: "drop", match: "^/v1/refunds$", method: "POST", times: 2 });
  await expect(app.within(2_000, () => app.refundPayment(refund))).rejects.toThrow(refusal("PROVIDER_UNAVAILABLE"));
  app.sandbox.faults.clear();
  app.advance(61_000);
  await app.resolveUnknown();
  expect((await app.getPayment(paymentId)).refunds).toEqual([expect.objectContaining({ state: "SUCCEEDED" })]);
  expect((await app.stripe.refunds.list({ payment_intent: reference })).data).toHaveLength(1);
});

test("an unknown payment is voided for good, whatever became of it", async () => {
  for (const fault of [{ kind: "drop" }, { kind: "drop", when: "after" }] as const) {
    const { paymentId } = await unknown(fault);
    expect(await app.voidPayment(paymentId)).toMatchObject({ state: "VOIDED" });
    expect(await app.intentsOf(paymentId)).toEqual([expect.objectContaining({ status: "canceled" })]);
  }
});

test("a payment that cannot be read cannot be voided yet", async () => {
  const { paymentId } = await unknown({ kind: "drop" });
  app.sandbox.faults.add({ kind: "fail", times: 50 });
  await expect(app.within(1_000, () => app.voidPayment(paymentId))).rejects.toThrow(refusal("PROVIDER_UNAVAILABLE"));
  expect(await app.getPayment(paymentId)).toMatchObject({ state: "UNKNOWN" });
});

test("what was captured at the provider and not recorded here is taken over when read", async () => {
  const { paymentId, reference } = await authorized();
  await app.stripe.paymentIntents.capture(reference);
  expect(await app.resolvePayment(paymentId)).toMatchObject({ state: "CAPTURED", captured: 1290n });
  await expect(app.voidPayment(paymentId)).rejects.toThrow(refusal("PAYMENT_STATE_WRONG", { state: "CAPTURED" }));
});

test("an authorization that lapsed at the provider is not captured", async () => {
  const { paymentId, reference } = await authorized();
  await app.stripe.paymentIntents.cancel(reference);
  await expect(app.capturePayment(paymentId)).rejects.toThrow(refusal("PAYMENT_STATE_WRONG", { state: "VOIDED" }));
  expect(await app.eventsOf(paymentId)).toEqual(["authorized", "voided"]);
});

test("a caller that leaves does not stop what was begun", async () => {
  const draft = aPaymentDraft();
  app.sandbox.faults.add({ kind: "slow", ms: 200, match: "^/v1/payment_intents$" });
  await app.leaving(50, () => app.authorizePayment(draft));
  expect(await app.getPayment(draft.paymentId)).toMatchObject({ state: "AUTHORIZED" });
});

test("fifty that begin one payment at once begin one intent and get one answer", async () => {
  const draft = aPaymentDraft();
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => app.within(10_000, () => app.authorizePayment(draft))),
  );
  expect(new Set(answers.map(({ state, reference }) => `${state} ${reference}`)).size).toBe(1);
  expect(await app.intentsOf(draft.paymentId)).toHaveLength(1);
  expect(await app.eventsOf(draft.paymentId)).toEqual(["authorized"]);
});

test("twenty that capture, and twenty that refund, at once do so once", async () => {
  const { paymentId, reference } = await authorized();
  const at20 = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 20 }, () => app.within(10_000, work)));
  await at20(() => app.capturePayment(paymentId));
  const refund = { paymentId, refundId: ids.next("rfd"), amount: { currencyCode: "EUR", minorUnits: 1290n } };
  const answers = await at20(() => app.refundPayment(refund));
  expect(answers.every(({ refunds }) => refunds[0]?.state === "SUCCEEDED")).toBe(true);
  expect((await app.stripe.refunds.list({ payment_intent: reference })).data).toHaveLength(1);
  expect(await app.eventsOf(paymentId)).toEqual(["authorized", "captured", "refunded"]);
});

test("whoever finds a payment begun by a process that died asks the provider the same", async () => {
  const draft = aPaymentDraft();
  const begun = { ...draft, returnUrl: app.ports.returnUrl };
  const { beginPayment } = await import("../src/domain/begin-payment.ts");
  const payment = beginPayment(begun, app.ports.clock.now());
  await app.ports.payments.begin(payment, ids.uuid(), new Date(payment.createTime.getTime() + 60_000));
  expect(await app.within(5_000, () => app.authorizePayment(draft))).toMatchObject({ state: "AUTHORIZED" });
  expect(await app.intentsOf(draft.paymentId)).toHaveLength(1);
});
