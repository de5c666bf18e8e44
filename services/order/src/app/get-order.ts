import type { Caller } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import { type Order, visibleTo } from "../domain/order.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

/** The order, checkouts that came to nothing too. Fails with RESOURCE_NOT_FOUND. */
export const getOrder =
  ({ orders }: OrderPorts) =>
  async (caller: Caller, orderId: OrderId): Promise<Order> =>
    visibleTo(caller, await orders.find(orderId), "order.read");
