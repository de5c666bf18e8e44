import { NextActionKind, type Payment, PaymentState, RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { DomainError, type ErrorKind, refuse } from "#mesh/kernel";
import { euros, ids, noon } from "../../test/cart-builders.ts";
import { aPayment, paymentRefusal } from "../../test/fake-payment-service.ts";
import { inventoryRefusal } from "../../test/fake-reservation-service.ts";
import { anOrder, anOrderPayment } from "../../test/order-builders.ts";
import type { Dial } from "./dial.ts";
import { inventoryClient } from "./inventory-client.ts";
import { paymentClient } from "./payment-client.ts";

/** Dials to a service whose every method answers this, or fails with it. */
const dialTo = (answer: unknown): Dial =>
  ((definition: object) =>
    Object.fromEntries(
      Object.keys(definition).map((name) => [
        name,
        async () => {
          if (answer instanceof Error) throw answer;
          return answer;
        },
      ]),
    )) as Dial;

const { orderId, reservation } = anOrder();
const { reservationId } = reservation;
const payment = anOrderPayment();
const refund = {
  ...{
    refundId: ids.next("rfd"),
    paymentId: payment.paymentId,
    amount: euros(1n),
    reason: "",
    createTime: noon,
    businessTime: noon,
  },
  state: "REQUESTED" as const,
};
const notFound = refuse("RESOURCE_NOT_FOUND");
const unavailable = refuse("SERVICE_UNAVAILABLE", { metadata: { service: "x" } });

const inventory = {
  reserve: (answer: unknown) => inventoryClient(dialTo(answer)).reserve(reservation, [], "k"),
  commit: (answer: unknown) => inventoryClient(dialTo(answer)).commit(reservationId, "k"),
  release: (answer: unknown) => inventoryClient(dialTo(answer)).release(reservationId, [], "k"),
};
const payments = {
  authorize: (answer: unknown) => paymentClient(dialTo(answer)).authorize(orderId, payment, "k"),
  resolve: (answer: unknown) => paymentClient(dialTo(answer)).resolve(payment.paymentId),
  capture: (answer: unknown) => paymentClient(dialTo(answer)).capture(payment.paymentId, "k"),
  recordExternal: (answer: unknown) => paymentClient(dialTo(answer)).recordExternal(orderId, payment, "k"),
  void: (answer: unknown) => paymentClient(dialTo(answer)).void(payment.paymentId, "k"),
  refund: (answer: unknown) => paymentClient(dialTo(answer)).refund(refund, "k"),
};
const answered = (change: Partial<Payment>) => ({ payment: { ...aPayment(payment.paymentId), ...change } });
const inState = (name: keyof typeof PaymentState) => answered({ state: PaymentState[name] });
const stateWrong = (state: string) => paymentRefusal("PAYMENT_STATE_WRONG", { state });

test.each([
  ["reserve", {}, { outcome: "RESERVED" }],
  [
    "reserve",
    inventoryRefusal("OUT_OF_STOCK", { variant_id: "var_1", available: "3", wanted: "4" }),
    { outcome: "OUT_OF_STOCK", metadata: { variant_id: "var_1", available: "3" } },
  ],
  ["reserve", inventoryRefusal("HOLD_EXPIRED"), { outcome: "HOLD_EXPIRED" }],
  ["commit", {}, { outcome: "COMMITTED" }],
  ["commit", inventoryRefusal("HOLD_EXPIRED"), { outcome: "HOLD_EXPIRED" }],
  ["commit", notFound, { outcome: "HOLD_EXPIRED" }],
  ["release", {}, { outcome: "RELEASED" }],
] as const)("inventory: %s of %p comes to %p", async (verb, answer, result) => {
  expect(await inventory[verb](answer)).toEqual(result);
});

const redirect = {
  kind: NextActionKind.NEXT_ACTION_KIND_REDIRECT,
  redirectUrl: "https://a.example",
  clientSecret: "s",
};
const ofBank = answered({ state: PaymentState.PAYMENT_STATE_REQUIRES_ACTION, nextAction: redirect });
const declined = answered({ state: PaymentState.PAYMENT_STATE_DECLINED, declineCode: "lost_card" });
const refunded = (state: RefundState) =>
  answered({ refunds: [{ refundId: refund.refundId, amount: undefined, state, createTime: undefined }] });

test.each([
  ["authorize", inState("PAYMENT_STATE_AUTHORIZED"), { outcome: "AUTHORIZED" }],
  ["authorize", declined, { outcome: "DECLINED", metadata: { decline_code: "lost_card" } }],
  ["authorize", ofBank, { outcome: "ACTION_REQUIRED", nextAction: { ...redirect, kind: "REDIRECT" } }],
  ["authorize", inState("PAYMENT_STATE_UNKNOWN"), { outcome: "UNKNOWN" }],
  ["authorize", paymentRefusal("PAYMENT_METHOD_UNKNOWN"), { outcome: "METHOD_UNKNOWN" }],
  [
    "authorize",
    paymentRefusal("PAYMENT_ID_TAKEN"),
    { outcome: "REFUSED", metadata: { decline_code: "payment_id_taken" } },
  ],
  ["resolve", inState("PAYMENT_STATE_CAPTURED"), { outcome: "AUTHORIZED" }],
  ["resolve", inState("PAYMENT_STATE_VOIDED"), { outcome: "DECLINED", metadata: { decline_code: "voided" } }],
  ["resolve", notFound, { outcome: "UNKNOWN" }],
  ["capture", inState("PAYMENT_STATE_CAPTURED"), { outcome: "CAPTURED" }],
  ["recordExternal", inState("PAYMENT_STATE_CAPTURED"), { outcome: "CAPTURED" }],
  ["capture", inState("PAYMENT_STATE_VOIDED"), { outcome: "REFUSED", metadata: { decline_code: "capture_refused" } }],
  ["capture", stateWrong("VOIDED"), { outcome: "REFUSED", metadata: { decline_code: "capture_refused" } }],
  ["void", inState("PAYMENT_STATE_VOIDED"), { outcome: "VOIDED" }],
  ["void", inState("PAYMENT_STATE_CAPTURED"), { outcome: "CAPTURED_MEANWHILE" }],
  ["void", stateWrong("CAPTURED"), { outcome: "CAPTURED_MEANWHILE" }],
  ["void", notFound, { outcome: "VOIDED" }],
  [
    "refund",
    refunded(RefundState.REFUND_STATE_SUCCEEDED),
    { outcome: "REFUNDED", refund: { refundId: refund.refundId, state: "SUCCEEDED" } },
  ],
  ["refund", answered({}), { outcome: "REFUNDED", refund: { refundId: refund.refundId, state: "PENDING" } }],
  [
    "refund",
    paymentRefusal("REFUND_TOO_LARGE"),
    { outcome: "REFUNDED", refund: { refundId: refund.refundId, state: "FAILED" } },
  ],
] as const)("payment: %s of %p comes to %p", async (verb, answer, result) => {
  expect(await payments[verb](answer)).toEqual(result);
});

test.each([
  ["capture", inState("PAYMENT_STATE_UNKNOWN")],
  ["capture", stateWrong("UNKNOWN")],
  ["void", inState("PAYMENT_STATE_UNKNOWN")],
  ["void", stateWrong("PENDING")],
] as const)("payment: %s is not answered while the provider has not decided", async (verb, answer) => {
  expect(await payments[verb](answer)).toMatchObject({ outcome: "UNANSWERED" });
});

const verbs = [...Object.entries(inventory), ...Object.entries(payments)];

test.each(verbs)(
  "%s that fails without a refusal is not answered, and a mistake of the code is thrown",
  async (_, ask) => {
    const providerGone = paymentRefusal("PROVIDER_UNAVAILABLE", {}, "UNAVAILABLE");
    for (const kind of ["DEADLINE_EXCEEDED", "INTERNAL", "CANCELLED", "RESOURCE_EXHAUSTED"] as const) {
      expect(await ask(anError(kind))).toMatchObject({ outcome: "UNANSWERED" });
    }
    for (const error of [unavailable, providerGone]) expect(await ask(error)).toMatchObject({ outcome: "UNANSWERED" });
    await expect(ask(new TypeError("wrong"))).rejects.toThrow("wrong");
  },
);

const anError = (kind: ErrorKind) => new DomainError(kind, "ultramarket", "X", "x");
