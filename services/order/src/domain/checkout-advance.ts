import type { Decision, Ids } from "#mesh/kernel";
import type { CheckoutContext } from "./checkout-order.ts";
import { refineOutcome, type StepResult } from "./checkout-outcome.ts";
import { type CheckoutMove, type CheckoutOutcome, checkoutMoves } from "./checkout-steps.ts";
import type {
  CheckoutFailure,
  NextAction,
  Order,
  OrderPayment,
  OrderRefund,
  OrderReservation,
  PaymentState,
} from "./order.ts";
import { eventsOf, type OrderEvent, type OrderHappening } from "./order-events.ts";
import { isPlaced, moveState } from "./order-states.ts";
import { requestedRefund } from "./requested-refund.ts";

/** What an order became by the result of a step. */
export interface Advance extends Decision<Order, OrderEvent> {
  /** When to try again; absent if the next step follows at once, or nothing does. */
  readonly waitsUntil?: Date | undefined;
}

const firstPauseMs = 500;
/** Customers take their time; services that did not answer are back soon. */
const longestPauseMs = { customer: 30_000, service: 4_000 };
const wait: NextAction = { kind: "WAIT", redirectUrl: "", clientSecret: "" };

/** The order after its step came to this result. Throws RangeError for a result the step cannot have. */
export function advanceCheckout(order: Order, result: StepResult, context: CheckoutContext): Advance {
  const { now, ids } = context;
  const outcome = refineOutcome(order, result, now);
  const move = checkoutMoves[order.step][outcome];
  if (move === undefined) throw new RangeError(`${order.step} does not come to ${outcome}`);
  const refund = outcome === "CAPTURED_MEANWHILE" ? fullRefund(order, now, ids) : undefined;
  const happenings: OrderHappening[] = (move.events ?? []).map((type) => ({ type }));
  const changedRefund = result.refund && changedRefundOf(order, result.refund);
  if (changedRefund !== undefined) happenings.push({ type: "OrderRefunded", refund: changedRefund });
  if (refund !== undefined) happenings.push({ type: "OrderRefunded", refund });
  const state = moveState(order.state, move.state ?? order.state);
  const next: Order = {
    ...order,
    state,
    orderNumber: order.orderNumber ?? (isPlaced(state) ? order.spareNumber : undefined),
    step: move.step,
    attempts: move.waits ? (move.step === order.step ? order.attempts : 0) + 1 : 0,
    version: order.version + happenings.length,
    payment: order.payment && { ...order.payment, state: paymentAfter(order.payment, order, outcome) },
    reservation: outcome === "HOLD_EXPIRED" ? nextReservation(order, context) : order.reservation,
    nextAction: undefined,
    failure: order.failure ?? failureOf(order, move, result),
    cancelReason: move.state === "CANCELLED" ? "the payment could not be captured" : order.cancelReason,
    refunds: refundsAfter(order, changedRefund, refund),
    returns: returnsAfter(order, result, outcome),
    updateTime: now,
  };
  const waiting = move.waits ? { ...next, nextAction: nextActionOf(next, result) } : next;
  return { next: waiting, events: eventsOf(waiting, happenings), waitsUntil: move.waits && pauseOf(waiting, now) };
}

function nextActionOf({ state, failure }: Order, { nextAction }: StepResult): NextAction | undefined {
  return state === "AWAITING_PAYMENT" && failure === undefined ? (nextAction ?? wait) : undefined;
}

/** A pause that doubles with each try up to a limit, and ends with the hold while the hold waits for the payment. */
function pauseOf({ attempts, step, reservation }: Order, now: Date): Date {
  const awaitsPayment = step === "AUTHORIZE" || step === "RESOLVE";
  const longest = longestPauseMs[awaitsPayment ? "customer" : "service"];
  const next = now.getTime() + Math.min(firstPauseMs * 2 ** (attempts - 1), longest);
  return new Date(awaitsPayment ? Math.min(next, reservation.expireTime.getTime()) : next);
}

const paymentStates: Readonly<Partial<Record<CheckoutOutcome, PaymentState>>> = {
  AUTHORIZED: "AUTHORIZED",
  ACTION_REQUIRED: "REQUIRES_ACTION",
  UNKNOWN: "UNKNOWN",
  DECLINED: "DECLINED",
  METHOD_UNKNOWN: "DECLINED",
  CAPTURED: "CAPTURED",
  CAPTURED_MEANWHILE: "CAPTURED",
};

function paymentAfter({ state }: OrderPayment, { step }: Order, outcome: CheckoutOutcome): PaymentState {
  if (outcome === "VOIDED" && state !== "DECLINED") return "VOIDED";
  if (outcome === "UNANSWERED" && step === "AUTHORIZE") return "UNKNOWN";
  return paymentStates[outcome] ?? state;
}

function nextReservation({ reservation }: Order, { now, ids, holdDurationMs }: CheckoutContext): OrderReservation {
  const expireTime = new Date(now.getTime() + holdDurationMs);
  return { reservationId: ids.next("rsv"), number: reservation.number + 1, expireTime };
}

function failureOf(
  { lines }: Order,
  { failure }: CheckoutMove,
  { metadata = {} }: StepResult,
): CheckoutFailure | undefined {
  if (failure === undefined) return undefined;
  if (failure !== "OUT_OF_STOCK") return { reason: failure, metadata: failure === "HOLD_EXPIRED" ? {} : metadata };
  const missing = lines.find(({ variantId }) => variantId === metadata.variant_id);
  return { reason: failure, metadata: { ...metadata, ...(missing && { sku: missing.sku }) } };
}

function fullRefund({ payment, cancelReason, failure }: Order, now: Date, ids: Ids): OrderRefund | undefined {
  if (payment === undefined) return undefined;
  const reason = cancelReason || (failure?.reason ?? "");
  return requestedRefund(payment, { amount: payment.amount, reason, createTime: now }, ids);
}

function changedRefundOf({ refunds }: Order, { refundId, state }: NonNullable<StepResult["refund"]>) {
  const known = refunds.find((refund) => refund.refundId === refundId);
  return known && known.state !== state ? { ...known, state } : undefined;
}

function refundsAfter({ refunds }: Order, changed: OrderRefund | undefined, added: OrderRefund | undefined) {
  if (changed === undefined && added === undefined) return refunds;
  const kept = refunds.map((refund) => (refund.refundId === changed?.refundId ? changed : refund));
  return added === undefined ? kept : [...kept, added];
}

function returnsAfter({ returns }: Order, { returnId }: StepResult, outcome: CheckoutOutcome) {
  const all = outcome === "RELEASED" || outcome === "RELEASED_REDEEMED";
  if (!all && returnId === undefined) return returns;
  return returns.map((entry) => (all || entry.returnId === returnId ? { ...entry, restocked: true } : entry));
}
