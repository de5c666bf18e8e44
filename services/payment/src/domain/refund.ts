import type { Decision } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { changed, eventOf, type Payment, type PaymentEvent, type Refund, type RefundId, refunded } from "./payment.ts";
import type { RefundView } from "./provider-view.ts";

/**
 * The payment with a refund that was asked for; one that is known already stays. Money outside of the market is given
 * back outside of it: kept as succeeded at once. Fails with PAYMENT_STATE_WRONG, REFUND_TOO_LARGE, PAYMENT_ID_TAKEN.
 */
export function requestRefund(
  payment: Payment,
  asked: Pick<Refund, "refundId" | "amount">,
  now: Date,
): Decision<Payment, PaymentEvent> {
  const known = refundOf(payment, asked.refundId);
  if (known !== undefined) return { next: sameRefund(payment, known, asked), events: [] };
  if (payment.state !== "CAPTURED") throw refuse("PAYMENT_STATE_WRONG", { metadata: { state: payment.state } });
  const refundable = payment.captured - refunded(payment);
  if (asked.amount > refundable) {
    throw refuse("REFUND_TOO_LARGE", { metadata: { refundable_minor_units: String(refundable) } });
  }
  const isExternal = payment.provider === "EXTERNAL";
  const refund: Refund = { ...asked, state: isExternal ? "SUCCEEDED" : "PENDING", reference: "", createTime: now };
  const next = changed(payment, { refunds: [...payment.refunds, refund] }, now);
  return { next, events: isExternal ? [eventOf("PaymentRefunded", next)] : [] };
}

/** Takes over what the provider shows of refunds. A failed one stays failed, a succeeded one may still fail. */
export function observeRefunds(
  payment: Payment,
  views: readonly RefundView[],
  now: Date,
): Decision<Payment, PaymentEvent> {
  const byId = new Map(views.map((view) => [view.refundId, view]));
  const refunds = payment.refunds.map((refund) => observeRefund(refund, byId.get(refund.refundId)));
  if (refunds.every((refund, index) => refund === payment.refunds[index])) return { next: payment, events: [] };
  const next = changed(payment, { refunds }, now);
  return { next, events: [eventOf("PaymentRefunded", next)] };
}

export function refundOf({ refunds }: Payment, refundId: RefundId): Refund | undefined {
  return refunds.find((refund) => refund.refundId === refundId);
}

const order = ["PENDING", "SUCCEEDED", "FAILED"] as const;

function observeRefund(refund: Refund, view: RefundView | undefined): Refund {
  if (view === undefined) return refund;
  const goesOn = order.indexOf(view.state) > order.indexOf(refund.state);
  const isNamed = refund.reference === "" && view.reference !== "";
  if (!goesOn && !isNamed) return refund;
  return { ...refund, state: goesOn ? view.state : refund.state, reference: view.reference };
}

function sameRefund(payment: Payment, known: Refund, asked: Pick<Refund, "amount">): Payment {
  if (known.amount === asked.amount) return payment;
  throw refuse("PAYMENT_ID_TAKEN", { metadata: { refund_id: known.refundId } });
}
