import { type Caller, idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Order } from "../domain/order.ts";
import type { OrderPorts } from "./ports/order-ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** A page of the caller's orders, newest first. Fails with PAGE_TOKEN_INVALID. */
export const listOrders =
  ({ orders }: OrderPorts) =>
  async (caller: Caller, query: PageQuery): Promise<{ items: readonly Order[]; nextPageToken: string }> => {
    const userId = signedInUser(caller);
    const list = { name: "orders", filter: { userId }, key: idKey("ord") };
    return readPage(list, query, (after, size) => orders.pageOfUser(userId, after, size));
  };
