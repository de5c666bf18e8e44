import type { Money } from "#mesh/kernel";
import type { OrderId, UserId } from "./notification.ts";

/** What is known of an order when a message about it is written. */
export interface OrderFacts {
  readonly orderId: OrderId;
  readonly orderNumber: string;
  readonly userId: UserId | undefined;
  readonly state: "PLACED" | "PAID" | "CANCELLED" | "OTHER";
  /** Empty if nobody left one. */
  readonly email: string;
  /** Empty if it is not told. */
  readonly languageCode: string;
  readonly recipientName: string;
  /** The shipping address as it is written on an envelope; none if nothing is sent. */
  readonly addressLines: readonly string[];
  readonly lines: readonly OrderLineFacts[];
  readonly subtotal: Money;
  readonly discountTotal: Money;
  readonly shippingTotal: Money;
  readonly taxTotal: Money;
  readonly taxInclusive: boolean;
  readonly total: Money;
  readonly refunds: readonly { readonly refundId: string; readonly amount: Money }[];
  readonly shipments: readonly ShipmentFacts[];
  readonly businessTime: Date;
}

export interface OrderLineFacts {
  readonly lineId: string;
  readonly name: string;
  readonly quantity: bigint;
  readonly total: Money;
}

export interface ShipmentFacts {
  readonly shipmentId: string;
  /** True once the order knows that it was handed over. */
  readonly isSent: boolean;
  /** Empty if it cannot be followed. */
  readonly trackingNumber: string;
  readonly trackingUrl: string;
  readonly lines: readonly { readonly lineId: string; readonly quantity: bigint }[];
}

export interface AccountFacts {
  readonly userId: UserId;
  readonly email: string;
  readonly displayName: string;
}

export interface CodeFacts {
  readonly account: AccountFacts;
  readonly code: string;
  readonly expireTime: Date;
}
