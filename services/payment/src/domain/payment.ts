import type { DomainEvent, Id, Money } from "#mesh/kernel";

export type PaymentId = Id<"pay">;
export type RefundId = Id<"rfd">;

export type PaymentState =
  | "PENDING"
  | "REQUIRES_ACTION"
  | "AUTHORIZED"
  | "CAPTURED"
  | "DECLINED"
  | "VOIDED"
  | "UNKNOWN";

export type RefundState = "PENDING" | "SUCCEEDED" | "FAILED";

/** Money taken for one order. Its provider is the truth; this is what was heard from it. */
export interface Payment {
  readonly paymentId: PaymentId;
  readonly orderId: Id<"ord">;
  /** Who pays; empty for what was paid outside of the market. */
  readonly userId: string;
  readonly state: PaymentState;
  readonly amount: Money;
  /** Minor units, 0 up to `amount`. */
  readonly captured: bigint;
  readonly provider: "STRIPE" | "EXTERNAL" | "WALLET";
  /** The provider's id of the means of payment; empty for EXTERNAL, "wallet" for WALLET. */
  readonly paymentMethod: string;
  /** Where the customer comes back to; empty but for STRIPE. Part of what a repeat must say again. */
  readonly returnUrl: string;
  /** The provider's id of the payment; empty until it is known. */
  readonly reference: string;
  /** The provider's words; empty unless it was declined. */
  readonly declineCode: string;
  /** What the customer must do, in REQUIRES_ACTION only. */
  readonly nextAction: NextAction | undefined;
  /** Oldest first. */
  readonly refunds: readonly Refund[];
  /** Counted from 1, one more with each change. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface NextAction {
  readonly redirectUrl: string;
  readonly clientSecret: string;
}

export interface Refund {
  readonly refundId: RefundId;
  /** Minor units of the payment's currency, more than zero. */
  readonly amount: bigint;
  readonly state: RefundState;
  /** The provider's id of the refund; empty until it is known. */
  readonly reference: string;
  readonly createTime: Date;
}

export interface PaymentEvent extends DomainEvent {
  readonly type: "PaymentAuthorized" | "PaymentDeclined" | "PaymentCaptured" | "PaymentVoided" | "PaymentRefunded";
  readonly payment: Payment;
}

/** The decline code of a payment whose wallet holds less. */
export const walletFundsInsufficient = "wallet_funds_insufficient";

/** The decline code of a payment whose means of payment the provider does not know. */
export const paymentMethodUnknown = "payment_method_unknown";

/** Minor units given back or on their way. */
export function refunded({ refunds }: Payment): bigint {
  return refunds.reduce((sum, { state, amount }) => (state === "FAILED" ? sum : sum + amount), 0n);
}

/** True while the provider has not said what became of it. */
export function isOpen({ state }: Payment): boolean {
  return state === "PENDING" || state === "UNKNOWN";
}

/** The payment after a change and the event that tells of it. */
export function changed(payment: Payment, change: Partial<Payment>, now: Date): Payment {
  return { ...payment, ...change, version: payment.version + 1, updateTime: now };
}

export function eventOf(type: PaymentEvent["type"], payment: Payment): PaymentEvent {
  return { type, key: payment.paymentId, version: payment.version, payment };
}
