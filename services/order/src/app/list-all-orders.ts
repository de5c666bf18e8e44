import { type PageQuery, readPage } from "#mesh/kernel";
import type { Order } from "../domain/order.ts";
import { businessTimeKey } from "./business-time-key.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import type { OrderFilter } from "./ports/orders.ts";

export interface ListAllOrders extends PageQuery {
  readonly filter: OrderFilter;
}

const key = businessTimeKey("ord", "orderId");

/** A page of everybody's orders, newest first by business time. Fails with PAGE_TOKEN_INVALID. */
export const listAllOrders =
  ({ orders }: OrderPorts) =>
  async ({ filter, ...query }: ListAllOrders): Promise<{ items: readonly Order[]; nextPageToken: string }> =>
    readPage({ name: "all_orders", filter, key }, query, (after, size) => orders.page(filter, after, size));
