import { type Caller, holds, type Id, type Money, notFound } from "#mesh/kernel";
import type { Address } from "./address.ts";
import type { CartId, LineId, OrderId, ProductId, UserId, VariantId } from "./cart.ts";
import type { CheckoutStep, FailureReason } from "./checkout-steps.ts";
import type { DraftOrderId } from "./draft-order.ts";
import type { OrderState } from "./order-states.ts";
import type { AppliedTax, PriceStep, Redemption } from "./quote.ts";
import { type OrderShipment, summed } from "./shipment.ts";

export type PaymentId = Id<"pay">;
export type ReservationId = Id<"rsv">;
export type RefundId = Id<"rfd">;
export type ReturnId = Id<"ret">;

/** What one customer bought: terms that never change, and how far it has come. */
export interface Order extends OrderTerms, OrderProgress {
  /** Drawn for an order that may be placed next, and kept nowhere: becomes its `orderNumber`, or is lost. */
  readonly spareNumber?: string | undefined;
}

/** What was agreed when the checkout began; the quote is frozen in it. */
export interface OrderTerms {
  readonly orderId: OrderId;
  /** Absent if the staff entered it for nobody with an account. */
  readonly userId?: UserId | undefined;
  /** The cart it was made from; absent if the staff entered it. */
  readonly cartId?: CartId | undefined;
  /** The draft it was made from; absent if a customer checked out. */
  readonly draftOrderId?: DraftOrderId | undefined;
  /** Who of the staff placed the draft; absent if a customer checked out. */
  readonly enteredBy?: UserId | undefined;
  /** ISO 4217 code of all its amounts. */
  readonly currencyCode: string;
  /** Empty for none. */
  readonly email: string;
  /** The language the customer is written to in, BCP 47; empty for the customer's own or the market's. */
  readonly languageCode: string;
  readonly shippingAddress?: Address | undefined;
  /** Absent if it is the shipping address. */
  readonly billingAddress?: Address | undefined;
  /** Empty if nothing is sent. */
  readonly shippingMethodId: string;
  readonly lines: readonly OrderLine[];
  readonly subtotal: Money;
  readonly discountTotal: Money;
  readonly shippingTotal: Money;
  /** Part of `taxTotal`. */
  readonly shippingTax: Money;
  /** Absent where nothing is taxed. */
  readonly shippingAppliedTax?: AppliedTax | undefined;
  readonly taxTotal: Money;
  readonly taxInclusive: boolean;
  readonly total: Money;
  readonly priceSteps: readonly PriceStep[];
  /** The promotions it uses that have limits: counted before it is placed, and no more once it comes to nothing. */
  readonly redemptions: readonly Redemption[];
  /** What another system calls it; empty if none does. */
  readonly externalReference: string;
  /** By the clock. */
  readonly createTime: Date;
  /** When the purchase happened: `createTime`, or the past time the staff gave. */
  readonly businessTime: Date;
}

/** What changes of an order. */
export interface OrderProgress {
  readonly state: OrderState;
  /** What is to be done next; DONE at rest. */
  readonly step: CheckoutStep;
  /** Tries of this step that got no answer. */
  readonly attempts: number;
  /** Of the last event; counted from 1, 0 before it. */
  readonly version: number;
  /** Absent until it is placed. */
  readonly orderNumber?: string | undefined;
  readonly reservation: OrderReservation;
  /** Absent if there is nothing to pay. */
  readonly payment?: OrderPayment | undefined;
  /** Set while the customer must act or wait. */
  readonly nextAction?: NextAction | undefined;
  /** Why the checkout comes to nothing; set before it is undone. */
  readonly failure?: CheckoutFailure | undefined;
  /** Empty unless it was cancelled. */
  readonly cancelReason: string;
  /** Oldest first. */
  readonly refunds: readonly OrderRefund[];
  /** Oldest first. */
  readonly returns: readonly OrderReturn[];
  /** Oldest first. */
  readonly shipments: readonly OrderShipment[];
  /** Counts the changes of `shipments`, which have no events. */
  readonly shipmentsVersion: number;
  readonly updateTime: Date;
}

export interface OrderLine {
  readonly lineId: LineId;
  readonly variantId: VariantId;
  readonly productId: ProductId;
  readonly sku: string;
  readonly name: string;
  /** Of one; 0 for what weighs nothing. */
  readonly weightGrams: number;
  /** True if no stock is kept of it and it is not sent, such as a fee. */
  readonly nonStock: boolean;
  readonly quantity: bigint;
  /** Price of one, before discounts. */
  readonly unitPrice: Money;
  readonly total: Money;
  readonly discount: Money;
  /** On `total` less `discount`: inside it if taxes are inclusive, else on top. */
  readonly tax: Money;
  /** Absent where nothing is taxed. */
  readonly appliedTax?: AppliedTax | undefined;
}

/** The stock kept for an order. */
export interface OrderReservation {
  readonly reservationId: ReservationId;
  /** Counted from 1: a hold that lapsed before the payment came is followed by another reservation. */
  readonly number: number;
  /** When the hold lapses. */
  readonly expireTime: Date;
}

export type PaymentState =
  | "PENDING"
  | "REQUIRES_ACTION"
  | "AUTHORIZED"
  | "CAPTURED"
  | "DECLINED"
  | "VOIDED"
  | "UNKNOWN";

export interface OrderPayment {
  readonly paymentId: PaymentId;
  readonly state: PaymentState;
  readonly amount: Money;
  /** Who pays. */
  readonly payerId: UserId;
  /** The provider's id of the means of payment; empty for what was paid elsewhere. */
  readonly method: string;
  /** Where a payment elsewhere is found. */
  readonly externalReference: string;
}

export interface NextAction {
  readonly kind: "REDIRECT" | "WAIT";
  readonly redirectUrl: string;
  readonly clientSecret: string;
}

export interface CheckoutFailure {
  readonly reason: FailureReason;
  readonly metadata: Readonly<Record<string, string>>;
}

/** REQUESTED: recorded here and not yet taken by the payment service. */
export type RefundState = "REQUESTED" | "PENDING" | "SUCCEEDED" | "FAILED";

/** What the payment service says of a refund it has taken. */
export type KnownRefundState = Exclude<RefundState, "REQUESTED">;

export interface OrderRefund {
  readonly refundId: RefundId;
  readonly paymentId: PaymentId;
  readonly amount: Money;
  readonly state: RefundState;
  readonly reason: string;
  readonly createTime: Date;
  /** Of the return it is for; else `createTime`. */
  readonly businessTime: Date;
}

export interface OrderReturn {
  readonly returnId: ReturnId;
  readonly lines: readonly TakenBackLine[];
  readonly reason: string;
  readonly amount: Money;
  /** True once the units can be sold again. */
  readonly restocked: boolean;
  readonly createTime: Date;
  readonly businessTime: Date;
}

export interface ReturnedLine {
  readonly lineId: LineId;
  readonly quantity: bigint;
}

export interface TakenBackLine extends ReturnedLine {
  /** How many of them had not been sent: who has some sends those back first. */
  readonly unsentQuantity: bigint;
}

/** True for the customer whose order it is. */
export function owns(caller: Caller, { userId }: Pick<OrderTerms, "userId">): boolean {
  return userId !== undefined && caller.user?.userId === userId;
}

/** The order, if it is the caller's or they hold one of the permissions; else RESOURCE_NOT_FOUND. */
export function visibleTo(caller: Caller, order: Order | undefined, ...permissions: readonly string[]): Order {
  const allowed = order !== undefined && (owns(caller, order) || permissions.some((name) => holds(caller, name)));
  if (!allowed) throw notFound();
  return order;
}

/** How many units of each line came back; lines of which none did are left out. */
export function returnedQuantities({ returns }: Pick<Order, "returns">): ReadonlyMap<LineId, bigint> {
  return summed(returns.flatMap(({ lines }) => lines));
}

/** How many units of each line came back without having been sent. */
export function unsentQuantities({ returns }: Pick<Order, "returns">): ReadonlyMap<LineId, bigint> {
  const lines = returns.flatMap((entry) => entry.lines);
  return summed(lines.map(({ lineId, unsentQuantity }) => ({ lineId, quantity: unsentQuantity })));
}
