import type { OrderState } from "./order-states.ts";

/** What an order's driver does next. The first six lead to a paid order; the others undo, or give back. */
export type CheckoutStep =
  | "REDEEM"
  | "RESERVE"
  | "AUTHORIZE"
  | "RESOLVE"
  | "COMMIT"
  | "CAPTURE"
  | "VOID"
  | "REFUND"
  | "RELEASE"
  | "UNREDEEM"
  | "RESTOCK"
  | "DONE";

/** Why a checkout comes to nothing. */
export type FailureReason =
  | "COUPON_USED_UP"
  | "OUT_OF_STOCK"
  | "PAYMENT_METHOD_UNKNOWN"
  | "PAYMENT_DECLINED"
  | "HOLD_EXPIRED"
  | "SERVICE_UNAVAILABLE";

export type CheckoutOutcome =
  | "REDEEMED"
  | "USED_UP"
  | "RESERVED"
  | "RESERVED_TO_COMMIT"
  | "OUT_OF_STOCK"
  | "OUT_OF_STOCK_REDEEMED"
  | "OUT_OF_STOCK_AGAIN"
  | "AUTHORIZED"
  | "ACTION_REQUIRED"
  | "UNKNOWN"
  | "DECLINED"
  | "METHOD_UNKNOWN"
  | "ABANDONED"
  | "COMMITTED"
  | "COMMITTED_FREE"
  | "HOLD_EXPIRED"
  | "HOLD_EXPIRED_UNPAID"
  | "HOLD_EXPIRED_REDEEMED"
  | "HOLD_EXPIRED_AGAIN"
  | "CAPTURED"
  | "REFUSED"
  | "VOIDED"
  | "CAPTURED_MEANWHILE"
  | "REFUNDED"
  | "REFUNDED_TO_RELEASE"
  | "REFUNDED_TO_RESTOCK"
  | "RESTOCKED"
  | "RESTOCKED_ALL"
  | "RELEASED"
  | "RELEASED_REDEEMED"
  | "RELEASED_FAILED"
  | "UNREDEEMED"
  | "UNREDEEMED_FAILED"
  | "UNANSWERED"
  | "UNANSWERED_AGAIN";

/** What follows an outcome. */
export interface CheckoutMove {
  readonly step: CheckoutStep;
  /** Absent to stay. */
  readonly state?: OrderState;
  /** Why the checkout comes to nothing from here on. */
  readonly failure?: FailureReason;
  /** True to try again after a pause. */
  readonly waits?: true;
  readonly events?: readonly ("OrderPlaced" | "OrderPaid" | "OrderCancelled" | "CheckoutFailed")[];
}

type Moves = Readonly<Partial<Record<CheckoutOutcome, CheckoutMove>>>;

const paymentMoves = {
  AUTHORIZED: { step: "COMMIT" },
  ACTION_REQUIRED: { step: "RESOLVE", state: "AWAITING_PAYMENT", waits: true },
  UNKNOWN: { step: "RESOLVE", state: "AWAITING_PAYMENT", waits: true },
  DECLINED: { step: "RELEASE", failure: "PAYMENT_DECLINED" },
  METHOD_UNKNOWN: { step: "RELEASE", failure: "PAYMENT_METHOD_UNKNOWN" },
  REFUSED: { step: "VOID", failure: "PAYMENT_DECLINED" },
  ABANDONED: { step: "VOID", failure: "HOLD_EXPIRED" },
} as const satisfies Moves;

/**
 * The whole saga: for each step, what follows each of its outcomes. What fails is undone backwards: VOID or REFUND, then
 * RELEASE, then UNREDEEM. Orders that use no promotion with limits begin with RESERVE and end without UNREDEEM.
 */
export const checkoutMoves: Readonly<Record<CheckoutStep, Moves>> = {
  REDEEM: {
    REDEEMED: { step: "RESERVE" },
    USED_UP: { step: "DONE", state: "FAILED", failure: "COUPON_USED_UP", events: ["CheckoutFailed"] },
    UNANSWERED: { step: "UNREDEEM", failure: "SERVICE_UNAVAILABLE" },
  },
  RESERVE: {
    RESERVED: { step: "AUTHORIZE" },
    RESERVED_TO_COMMIT: { step: "COMMIT" },
    OUT_OF_STOCK: { step: "DONE", state: "FAILED", failure: "OUT_OF_STOCK", events: ["CheckoutFailed"] },
    OUT_OF_STOCK_REDEEMED: { step: "UNREDEEM", failure: "OUT_OF_STOCK" },
    OUT_OF_STOCK_AGAIN: { step: "VOID", failure: "HOLD_EXPIRED" },
    HOLD_EXPIRED_UNPAID: { step: "DONE", state: "FAILED", failure: "HOLD_EXPIRED", events: ["CheckoutFailed"] },
    HOLD_EXPIRED_REDEEMED: { step: "UNREDEEM", failure: "HOLD_EXPIRED" },
    HOLD_EXPIRED: { step: "RESERVE" },
    HOLD_EXPIRED_AGAIN: { step: "VOID", failure: "HOLD_EXPIRED" },
    UNANSWERED: { step: "RELEASE", failure: "SERVICE_UNAVAILABLE" },
    UNANSWERED_AGAIN: { step: "RESERVE", waits: true },
  },
  AUTHORIZE: { ...paymentMoves, UNANSWERED: { step: "AUTHORIZE", state: "AWAITING_PAYMENT", waits: true } },
  RESOLVE: { ...paymentMoves, UNANSWERED: { step: "RESOLVE", waits: true } },
  COMMIT: {
    COMMITTED: { step: "CAPTURE", state: "PLACED", events: ["OrderPlaced"] },
    COMMITTED_FREE: { step: "DONE", state: "PAID", events: ["OrderPlaced", "OrderPaid"] },
    HOLD_EXPIRED: { step: "RESERVE" },
    HOLD_EXPIRED_AGAIN: { step: "VOID", failure: "HOLD_EXPIRED" },
    UNANSWERED: { step: "COMMIT", waits: true },
  },
  CAPTURE: {
    CAPTURED: { step: "DONE", state: "PAID", events: ["OrderPaid"] },
    REFUSED: { step: "VOID", state: "CANCELLED", failure: "PAYMENT_DECLINED", events: ["OrderCancelled"] },
    UNANSWERED: { step: "CAPTURE", waits: true },
  },
  VOID: {
    VOIDED: { step: "RELEASE" },
    CAPTURED_MEANWHILE: { step: "REFUND" },
    UNANSWERED: { step: "VOID", waits: true },
  },
  REFUND: {
    REFUNDED: { step: "REFUND" },
    REFUNDED_TO_RELEASE: { step: "RELEASE" },
    REFUNDED_TO_RESTOCK: { step: "RESTOCK" },
    UNANSWERED: { step: "REFUND", waits: true },
  },
  RELEASE: {
    RELEASED: { step: "DONE" },
    RELEASED_REDEEMED: { step: "UNREDEEM" },
    RELEASED_FAILED: { step: "DONE", state: "FAILED", events: ["CheckoutFailed"] },
    UNANSWERED: { step: "RELEASE", waits: true },
  },
  UNREDEEM: {
    UNREDEEMED: { step: "DONE" },
    UNREDEEMED_FAILED: { step: "DONE", state: "FAILED", events: ["CheckoutFailed"] },
    UNANSWERED: { step: "UNREDEEM", waits: true },
  },
  RESTOCK: {
    RESTOCKED: { step: "RESTOCK" },
    RESTOCKED_ALL: { step: "DONE" },
    UNANSWERED: { step: "RESTOCK", waits: true },
  },
  DONE: {},
};
