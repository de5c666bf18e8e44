import type { Reader } from "#mesh/store";
import type { OrderId, UserId } from "../domain/cart.ts";
import { type DraftOrder, type DraftOrderId, refuseNotOpen } from "../domain/draft-order.ts";
import { appendToAudit } from "./audit-log.ts";
import { lockDraftOrder, moveDraftOrder } from "./postgres-draft-order-store.ts";

/** A draft and the order it is placed as. */
export interface DraftPlacing {
  readonly draftOrderId: DraftOrderId;
  readonly orderId: OrderId;
}

/** The draft, put under the placing. Two statements. Fails with RESOURCE_NOT_FOUND or DRAFT_NOT_OPEN. */
export async function claimDraftOrder(
  tx: Reader,
  { draftOrderId, orderId }: DraftPlacing,
  now: Date,
): Promise<DraftOrder> {
  const draft = await lockDraftOrder(tx, draftOrderId);
  refuseNotOpen(draft);
  const claimed = { ...draft, placingOrderId: orderId, updateTime: now };
  await moveDraftOrder(tx, claimed);
  return claimed;
}

/** The draft became the order, by the hand of `actor`. Three statements. */
export async function completeDraftOrder(
  tx: Reader,
  { draftOrderId, orderId }: DraftPlacing,
  actor: UserId,
  now: Date,
): Promise<void> {
  const draft = await lockDraftOrder(tx, draftOrderId);
  await moveDraftOrder(tx, { ...draft, state: "PLACED", placingOrderId: undefined, orderId, updateTime: now });
  const entry = { actor, time: now, draftOrderId, reason: draft.reason, document: { orderId } };
  await appendToAudit(tx, { ...entry, action: "DRAFT_PLACED" });
}

/** The placing came to nothing; the draft is open again. Two statements. */
export async function abandonDraftOrder(tx: Reader, { draftOrderId, orderId }: DraftPlacing, now: Date): Promise<void> {
  const draft = await lockDraftOrder(tx, draftOrderId);
  if (draft.placingOrderId !== orderId) return;
  await moveDraftOrder(tx, { ...draft, placingOrderId: undefined, updateTime: now });
}
