import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { DraftOrder, DraftOrderState } from "../domain/draft-order.ts";
import type { DraftOrderPorts } from "./ports/cart-ports.ts";

export interface ListDraftOrders extends PageQuery {
  /** Absent for all. */
  readonly state?: DraftOrderState | undefined;
}

/** Fails with PAGE_TOKEN_INVALID. */
export const listDraftOrders =
  ({ draftOrders }: DraftOrderPorts) =>
  async (query: ListDraftOrders): Promise<{ items: readonly DraftOrder[]; nextPageToken: string }> => {
    const { state } = query;
    const list = { name: "draft_orders", filter: { state }, key: idKey("drf") };
    return readPage(list, query, (after, size) => draftOrders.page(state, after, size));
  };
