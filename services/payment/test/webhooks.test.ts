import { eventually } from "#mesh/testing";
import { signatureOf } from "../sandbox/mod.ts";
import type { Payment } from "../src/domain/payment.ts";
import { aPaymentDraft, ids } from "./builders.ts";
import { openPaymentApp, type PaymentApp } from "./payment-app.ts";

let app: PaymentApp;

beforeAll(async () => {
  app = await openPaymentApp();
});

afterEach(async () => {
  app.sandbox.faults.clear();
  await app.idle();
});

afterAll(() => app?.close());

const wrongSignature = expect.objectContaining({ reason: "WEBHOOK_SIGNATURE_WRONG" });

async function waiting(): Promise<Payment> {
  const payment = await app.authorizePayment(aPaymentDraft({ paymentMethod: "pm_card_authenticationRequired" }));
  expect(payment).toMatchObject({ state: "REQUIRES_ACTION", declineCode: "" });
  return payment;
}

async function answerBank({ nextAction }: Payment, verdict: "complete" | "fail"): Promise<void> {
  const answer = await fetch(`${nextAction?.redirectUrl}/${verdict}`, { method: "POST", redirect: "manual" });
  expect(answer.status).toBe(303);
}

const becomes = (payment: Payment, state: Payment["state"]) =>
  eventually(async () => expect((await app.getPayment(payment.paymentId)).state).toBe(state));

/** The body and signature of an event as the sandbox would send it. */
function signed(event: object, { secret = "whsec_sandbox", age = 0 } = {}) {
  const body = JSON.stringify(event);
  return { body, signature: signatureOf(body, secret, Math.floor(app.ports.clock.now().getTime() / 1000) - age) };
}

const anEvent = (reference: string, type = "payment_intent.succeeded") => ({
  id: `evt_${ids.uuid()}`,
  object: "event",
  type,
  data: { object: { id: reference, object: "payment_intent", status: "succeeded" } },
});

test.each([
  ["complete", "AUTHORIZED", "authorized"],
  ["fail", "DECLINED", "declined"],
] as const)("a customer's %s at the bank is learnt by webhook: %s", async (verdict, state, event) => {
  const payment = await waiting();
  await answerBank(payment, verdict);
  await becomes(payment, state);
  expect(await app.eventsOf(payment.paymentId)).toEqual([event]);
  expect((await app.getPayment(payment.paymentId)).nextAction).toBeUndefined();
});

test("without the webhook it is learnt by reading, and the webhook afterwards changes nothing", async () => {
  app.sandbox.faults.add({ kind: "webhook_late", ms: 300, match: "amount_capturable" });
  const payment = await waiting();
  await answerBank(payment, "complete");
  expect(await app.resolvePayment(payment.paymentId)).toMatchObject({ state: "AUTHORIZED" });
  await eventually(async () => expect(await eventCount(payment.reference)).toBe(1));
  await app.idle();
  expect(await app.eventsOf(payment.paymentId)).toEqual(["authorized"]);
});

test("a webhook that never comes is not missed", async () => {
  app.sandbox.faults.add({ kind: "webhook_never", times: 2 });
  const payment = await waiting();
  await answerBank(payment, "complete");
  expect(await app.capturePayment(payment.paymentId)).toMatchObject({ state: "CAPTURED" });
});

test("a webhook that overtakes the provider's own answer gives one event", async () => {
  const draft = aPaymentDraft();
  app.sandbox.faults.add({ kind: "slow", ms: 300, when: "after", match: "^/v1/payment_intents$" });
  const authorizing = app.authorizePayment(draft);
  await eventually(async () => expect((await app.getPayment(draft.paymentId)).state).toBe("AUTHORIZED"));
  expect(await authorizing).toMatchObject({ state: "AUTHORIZED", version: 2 });
  expect(await app.eventsOf(draft.paymentId)).toEqual(["authorized"]);
});

test("events that come twice and out of order take nothing back", async () => {
  app.sandbox.faults.add({ kind: "webhook_after_next", match: "amount_capturable" });
  app.sandbox.faults.add({ kind: "webhook_twice", match: "succeeded" });
  const payment = await waiting();
  await answerBank(payment, "complete");
  await app.capturePayment(payment.paymentId);
  await eventually(async () => expect(await eventCount(payment.reference)).toBe(2));
  await app.idle();
  expect(await app.getPayment(payment.paymentId)).toMatchObject({ state: "CAPTURED", captured: 1290n });
  expect(await app.eventsOf(payment.paymentId)).toEqual(["authorized", "captured"]);
});

test("an event that says something untrue is not believed: the provider is asked", async () => {
  const payment = await app.authorizePayment(aPaymentDraft());
  const { body, signature } = signed(anEvent(payment.reference));
  await app.receiveWebhook(Buffer.from(body), signature);
  await app.idle();
  expect(await app.getPayment(payment.paymentId)).toMatchObject({ state: "AUTHORIZED" });
});

test("an event is kept once and its work done once", async () => {
  const payment = await app.authorizePayment(aPaymentDraft());
  await app.stripe.paymentIntents.cancel(payment.reference);
  const { body, signature } = signed(anEvent(payment.reference, "payment_intent.canceled"));
  await Promise.all(Array.from({ length: 10 }, () => app.receiveWebhook(Buffer.from(body), signature)));
  await becomes(payment, "VOIDED");
  expect(await app.eventsOf(payment.paymentId)).toEqual(["authorized", "voided"]);
});

test.each([
  ["another secret", { secret: "whsec_other" }],
  ["a time more than five minutes ago", { age: 301 }],
])("an event signed with %s is refused", async (_, options) => {
  const { body, signature } = signed(anEvent("pi_1"), options);
  await expect(app.receiveWebhook(Buffer.from(body), signature)).rejects.toThrow(wrongSignature);
});

test("an event of another byte, without a signature, or that is no event is refused", async () => {
  const { body, signature } = signed(anEvent("pi_1"), { age: 299 });
  await app.receiveWebhook(Buffer.from(body), signature);
  await expect(app.receiveWebhook(Buffer.from(`${body} `), signature)).rejects.toThrow(wrongSignature);
  await expect(app.receiveWebhook(Buffer.from(body), "v1=")).rejects.toThrow(wrongSignature);
  const nonsense = "no json";
  const time = Math.floor(Date.now() / 1000);
  const signedNonsense = signatureOf(nonsense, "whsec_sandbox", time);
  await expect(app.receiveWebhook(Buffer.from(nonsense), signedNonsense)).rejects.toThrow(wrongSignature);
});

test("an event that cannot be processed now is processed by the worker later", async () => {
  app.sandbox.postEventsTo(undefined);
  const payment = await app.authorizePayment(aPaymentDraft());
  await app.stripe.paymentIntents.cancel(payment.reference);
  app.sandbox.faults.add({ kind: "fail", match: `/${payment.reference}$` });
  const { body, signature } = signed(anEvent(payment.reference, "payment_intent.canceled"));
  await app.receiveWebhook(Buffer.from(body), signature);
  await app.idle();
  expect(await app.getPayment(payment.paymentId)).toMatchObject({ state: "AUTHORIZED" });
  app.advance(1_100);
  await app.processWebhooks();
  expect(await app.getPayment(payment.paymentId)).toMatchObject({ state: "VOIDED" });
});

test("an event about an intent of somebody else is put aside", async () => {
  const metadata = { payment_id: (await app.authorizePayment(aPaymentDraft())).paymentId };
  const intent = { amount: 1, currency: "eur", confirm: true, payment_method: "pm_card_visa" };
  for (const foreign of [intent, { ...intent, metadata }]) {
    const { id } = await app.stripe.paymentIntents.create(foreign);
    const { body, signature } = signed(anEvent(id));
    await app.receiveWebhook(Buffer.from(body), signature);
    await app.idle();
  }
  app.advance(60_000);
  expect(await app.ports.webhooks.takeDue(app.ports.clock.now(), app.ports.clock.now())).toEqual([]);
  expect(await app.getPayment(metadata.payment_id)).toMatchObject({ state: "AUTHORIZED" });
});

test("money set aside for a payment that was given up is let go", async () => {
  app.sandbox.postEventsTo(undefined);
  const payment = await waiting();
  await answerBank(payment, "fail");
  expect(await app.resolvePayment(payment.paymentId)).toMatchObject({ state: "DECLINED" });
  await app.stripe.paymentIntents.confirm(payment.reference, { payment_method: "pm_card_visa" });
  expect(await app.resolvePayment(payment.paymentId)).toMatchObject({ state: "DECLINED" });
  expect(await app.intentsOf(payment.paymentId)).toEqual([expect.objectContaining({ status: "canceled" })]);
});

test.each([
  ["pm_card_pendingRefund", "PENDING", "SUCCEEDED"],
  ["pm_card_refundFail", "SUCCEEDED", "FAILED"],
] as const)("a refund to %s is %s at first and %s in the end", async (paymentMethod, first, last) => {
  deliver();
  const { paymentId } = await app.authorizePayment(aPaymentDraft({ paymentMethod }));
  await app.capturePayment(paymentId);
  const refund = { paymentId, refundId: ids.next("rfd"), amount: { currencyCode: "EUR", minorUnits: 290n } };
  const { refunds, reference } = await app.refundPayment(refund);
  expect(refunds[0]?.state).toBe(first);
  const { data } = await app.stripe.refunds.list({ payment_intent: reference });
  await app.stripe.rawRequest("POST", `/v1/test_helpers/refunds/${data[0]?.id}/settle`);
  await eventually(async () => expect((await app.getPayment(paymentId)).refunds[0]?.state).toBe(last));
});

function deliver(): void {
  app.sandbox.postEventsTo(async (body, signature) => {
    await app.receiveWebhook(Buffer.from(body), signature);
    return true;
  });
}

const countText =
  "SELECT count(*)::int AS count FROM webhook_events WHERE provider_reference = $1 AND type <> ALL ($2)";

/** How many events about the outcome of a payment have come. */
async function eventCount(reference: string): Promise<number> {
  const others = ["payment_intent.created", "payment_intent.requires_action", "charge.succeeded", "charge.captured"];
  const statement = { name: "test.webhook_events", text: countText };
  const [row] = await app.database.query<{ count: number }>(statement, [reference, others]);
  return row?.count ?? 0;
}
