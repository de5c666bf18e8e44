import type { Caller, RequestKey } from "#mesh/kernel";
import { type DraftOrder, type DraftOrderId, discardDraftOrder as decide } from "../domain/draft-order.ts";
import type { DraftOrderPorts } from "./ports/cart-ports.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Fails with RESOURCE_NOT_FOUND or DRAFT_NOT_OPEN. */
export const discardDraftOrder =
  ({ draftOrders, clock }: DraftOrderPorts) =>
  async (caller: Caller, draftOrderId: DraftOrderId, request?: RequestKey): Promise<DraftOrder> =>
    draftOrders.discard(
      { draftOrderId, actor: signedInUser(caller), decide: (draft) => decide(draft, clock.now()) },
      request,
    );
