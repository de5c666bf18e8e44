import { notFound } from "#mesh/kernel";
import type { DraftOrder, DraftOrderId } from "../domain/draft-order.ts";
import type { DraftOrderPorts } from "./ports/cart-ports.ts";

/** Fails with RESOURCE_NOT_FOUND. */
export const getDraftOrder =
  ({ draftOrders }: DraftOrderPorts) =>
  async (draftOrderId: DraftOrderId): Promise<DraftOrder> => {
    const draft = await draftOrders.find(draftOrderId);
    if (draft === undefined) throw notFound();
    return draft;
  };
