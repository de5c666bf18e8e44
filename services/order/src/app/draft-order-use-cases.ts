import { createDraftOrder } from "./create-draft-order.ts";
import { discardDraftOrder } from "./discard-draft-order.ts";
import { getDraftOrder } from "./get-draft-order.ts";
import { listDraftOrders } from "./list-draft-orders.ts";
import type { DraftOrderPorts } from "./ports/cart-ports.ts";

/** Everything that can be done with drafts, but for placing them. */
export const draftOrderUseCases = (ports: DraftOrderPorts) => ({
  createDraftOrder: createDraftOrder(ports),
  discardDraftOrder: discardDraftOrder(ports),
  getDraftOrder: getDraftOrder(ports),
  listDraftOrders: listDraftOrders(ports),
});

export type DraftOrderUseCases = ReturnType<typeof draftOrderUseCases>;
