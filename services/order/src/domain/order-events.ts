import type { DomainEvent } from "#mesh/kernel";
import type { OrderId } from "./cart.ts";
import type { Order, OrderRefund, OrderReturn } from "./order.ts";

interface OrderFact extends DomainEvent {
  readonly key: OrderId;
  /** The order after it. */
  readonly order: Order;
}

export interface OrderPlaced extends OrderFact {
  readonly type: "OrderPlaced";
}

export interface OrderPaid extends OrderFact {
  readonly type: "OrderPaid";
}

export interface OrderCancelled extends OrderFact {
  readonly type: "OrderCancelled";
}

export interface OrderReturned extends OrderFact {
  readonly type: "OrderReturned";
  readonly orderReturn: OrderReturn;
}

export interface OrderRefunded extends OrderFact {
  readonly type: "OrderRefunded";
  readonly refund: OrderRefund;
}

export interface CheckoutFailed extends OrderFact {
  readonly type: "CheckoutFailed";
}

export type OrderEvent = OrderPlaced | OrderPaid | OrderCancelled | OrderReturned | OrderRefunded | CheckoutFailed;

/** An event that has not got its order yet. */
export type OrderHappening =
  | { readonly type: "OrderPlaced" | "OrderPaid" | "OrderCancelled" | "CheckoutFailed" }
  | { readonly type: "OrderReturned"; readonly orderReturn: OrderReturn }
  | { readonly type: "OrderRefunded"; readonly refund: OrderRefund };

/** The happenings as events of the order, whose version has counted them already. */
export function eventsOf(order: Order, happenings: readonly OrderHappening[]): readonly OrderEvent[] {
  const first = order.version - happenings.length + 1;
  return happenings.map((happening, index) => ({
    ...happening,
    key: order.orderId,
    version: first + index,
    order,
  }));
}
