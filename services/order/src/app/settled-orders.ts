import type { OrderId } from "../domain/cart.ts";

/** The last orders this process saw past their payment: so they stay, whatever becomes of them. */
export interface SettledOrders {
  add(orderId: OrderId): void;
  has(orderId: OrderId): boolean;
}

/** Remembers that many; a forgotten one costs who asks a statement. */
export function settledOrders(most: number): SettledOrders {
  const orderIds = new Set<OrderId>();
  return {
    add(orderId) {
      orderIds.add(orderId);
      const [oldest] = orderIds;
      if (orderIds.size > most && oldest !== undefined) orderIds.delete(oldest);
    },
    has: (orderId) => orderIds.has(orderId),
  };
}
