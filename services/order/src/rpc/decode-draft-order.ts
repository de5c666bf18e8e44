import * as proto from "#gen/grpc/ultramarket/order/v1/order.ts";
import type { CreateDraftOrderRequest } from "#gen/grpc/ultramarket/order/v1/order_service.ts";
import type { UserId, VariantId } from "../domain/cart.ts";
import type { DraftOrderState } from "../domain/draft-order.ts";
import type { DraftOrderEntry } from "../domain/draft-order-entry.ts";

/** Ids have passed the contract's pattern; the types follow. */
export function decodeDraftOrder({ requestId: _, ...request }: CreateDraftOrderRequest): DraftOrderEntry {
  return {
    ...request,
    userId: request.userId === "" ? undefined : (request.userId as UserId),
    lines: request.lines.map(({ variantId, quantity, unitPrice }) => ({
      variantId: variantId as VariantId,
      quantity,
      manualUnitPrice: unitPrice,
    })),
  };
}

export function decodeDraftOrderState(state: proto.DraftOrderState): DraftOrderState | undefined {
  return states[state];
}

const states: Readonly<Record<proto.DraftOrderState, DraftOrderState | undefined>> = {
  [proto.DraftOrderState.DRAFT_ORDER_STATE_UNSPECIFIED]: undefined,
  [proto.DraftOrderState.DRAFT_ORDER_STATE_OPEN]: "OPEN",
  [proto.DraftOrderState.DRAFT_ORDER_STATE_PLACED]: "PLACED",
  [proto.DraftOrderState.DRAFT_ORDER_STATE_DISCARDED]: "DISCARDED",
};
