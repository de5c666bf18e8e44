import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Order } from "../domain/order.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import type { OrderFilter } from "./ports/orders.ts";

export interface ListAllOrders extends PageQuery {
  readonly filter: OrderFilter;
}

/** A page of everybody's orders, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listAllOrders =
  ({ orders }: OrderPorts) =>
  async ({ filter, ...query }: ListAllOrders): Promise<{ items: readonly Order[]; nextPageToken: string }> => {
    const list = { name: "all_orders", filter, key: idKey("ord") };
    return readPage(list, query, (after, size) => orders.page(filter, after, size));
  };
