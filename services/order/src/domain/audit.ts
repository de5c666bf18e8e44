import type { UserId } from "./cart.ts";
import type { DraftOrder, DraftOrderId } from "./draft-order.ts";

/** What somebody of the staff did to a draft. The document says what it came to, without personal data. */
export interface AuditEntry {
  readonly actor: UserId;
  readonly time: Date;
  readonly action: "DRAFT_CREATED" | "DRAFT_DISCARDED" | "DRAFT_PLACED";
  readonly draftOrderId: DraftOrderId;
  /** In their words; empty if they said nothing. */
  readonly reason: string;
  readonly document: object;
}

/** The entry of a created draft: who set which prices, and when they say it happened. */
export function draftCreated(draft: DraftOrder): AuditEntry {
  const { draftOrderId, createdBy, createTime, reason, userId, currencyCode, businessTime, shippingPrice } = draft;
  const lines = draft.lines.map(({ lineId, variantId, quantity, manualUnitPrice }) => ({
    lineId,
    variantId,
    quantity,
    manualUnitPrice,
  }));
  const document = { userId, currencyCode, businessTime, shippingPrice, total: draft.quote.total, lines };
  return { actor: createdBy, time: createTime, action: "DRAFT_CREATED", draftOrderId, reason, document };
}
