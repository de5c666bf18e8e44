import { notFound } from "#mesh/kernel";
import type { OrderId } from "../domain/cart.ts";
import type { Order } from "../domain/order.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

/** The order, for services that send goods and messages. Fails with RESOURCE_NOT_FOUND. */
export const readOrder =
  ({ orders }: OrderPorts) =>
  async (orderId: OrderId): Promise<Order> => {
    const order = await orders.find(orderId);
    if (order === undefined) throw notFound();
    return order;
  };
