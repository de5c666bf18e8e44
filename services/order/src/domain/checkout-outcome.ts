import type { CheckoutOutcome } from "./checkout-steps.ts";
import type { KnownRefundState, NextAction, Order, RefundId, ReturnId } from "./order.ts";

/** What other services answered to a step, before it is known what that means for this order. */
export interface StepResult {
  readonly outcome: Exclude<
    CheckoutOutcome,
    | "RESERVED_TO_COMMIT"
    | "OUT_OF_STOCK_REDEEMED"
    | "OUT_OF_STOCK_AGAIN"
    | "ABANDONED"
    | "COMMITTED_FREE"
    | "HOLD_EXPIRED_UNPAID"
    | "HOLD_EXPIRED_REDEEMED"
    | "HOLD_EXPIRED_AGAIN"
    | "REFUNDED_TO_RELEASE"
    | "REFUNDED_TO_RESTOCK"
    | "RESTOCKED_ALL"
    | "RELEASED_REDEEMED"
    | "RELEASED_FAILED"
    | "UNREDEEMED_FAILED"
    | "UNANSWERED_AGAIN"
  >;
  /** What the customer must do, if the provider said so. */
  readonly nextAction?: NextAction | undefined;
  /** Of the refusal. */
  readonly metadata?: Readonly<Record<string, string>> | undefined;
  /** The refund that was taken. */
  readonly refund?: { readonly refundId: RefundId; readonly state: KnownRefundState } | undefined;
  /** The return whose units were given back. */
  readonly returnId?: ReturnId | undefined;
}

const mostReservations = 3;

/** The outcome by the order it happened to. */
export function refineOutcome(order: Order, result: StepResult, now: Date): CheckoutOutcome {
  const { payment, reservation, state } = order;
  const isRedeemed = order.redemptions.length > 0;
  const fails = order.failure !== undefined && state !== "CANCELLED";
  switch (result.outcome) {
    case "RESERVED":
      return needsAuthorization(order) ? "RESERVED" : "RESERVED_TO_COMMIT";
    case "OUT_OF_STOCK":
      if (reservation.number > 1) return "OUT_OF_STOCK_AGAIN";
      return isRedeemed ? "OUT_OF_STOCK_REDEEMED" : "OUT_OF_STOCK";
    case "COMMITTED":
      return payment === undefined ? "COMMITTED_FREE" : "COMMITTED";
    case "HOLD_EXPIRED":
      if (order.step === "RESERVE" && reservation.number === 1) {
        return isRedeemed ? "HOLD_EXPIRED_REDEEMED" : "HOLD_EXPIRED_UNPAID";
      }
      return reservation.number < mostReservations ? "HOLD_EXPIRED" : "HOLD_EXPIRED_AGAIN";
    case "REFUNDED":
      if (order.refunds.some((refund) => refund.state === "REQUESTED" && refund.refundId !== result.refund?.refundId))
        return "REFUNDED";
      return state === "CANCELLED" || fails ? "REFUNDED_TO_RELEASE" : "REFUNDED_TO_RESTOCK";
    case "RESTOCKED":
      return order.returns.every(({ restocked, returnId }) => restocked || returnId === result.returnId)
        ? "RESTOCKED_ALL"
        : "RESTOCKED";
    case "RELEASED":
      if (isRedeemed) return "RELEASED_REDEEMED";
      return fails ? "RELEASED_FAILED" : "RELEASED";
    case "UNREDEEMED":
      return fails ? "UNREDEEMED_FAILED" : "UNREDEEMED";
    case "UNANSWERED":
      if (order.step === "RESERVE" && reservation.number > 1) return "UNANSWERED_AGAIN";
      return isAbandoned(order, now) ? "ABANDONED" : "UNANSWERED";
    case "ACTION_REQUIRED":
    case "UNKNOWN":
      return isAbandoned(order, now) ? "ABANDONED" : result.outcome;
    default:
      return result.outcome;
  }
}

function needsAuthorization({ payment }: Order): boolean {
  return payment !== undefined && payment.method !== "" && payment.state !== "AUTHORIZED";
}

function isAbandoned({ step, reservation }: Order, now: Date): boolean {
  return (step === "AUTHORIZE" || step === "RESOLVE") && now >= reservation.expireTime;
}
