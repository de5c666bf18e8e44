import type { Page, RequestKey } from "#mesh/kernel";
import type { UserId } from "../../domain/cart.ts";
import type { DraftOrder, DraftOrderId, DraftOrderState } from "../../domain/draft-order.ts";

/** Keeps drafts. Every change leaves an entry in the audit log, in the same transaction. */
export interface DraftOrderStore {
  find(draftOrderId: DraftOrderId): Promise<DraftOrder | undefined>;
  /** Without lines, newest first, after the draft of the key; all of them or those in one state. */
  page(
    state: DraftOrderState | undefined,
    after: DraftOrderId | undefined,
    size: number,
  ): Promise<Page<DraftOrder, DraftOrderId>>;
  create(decide: () => DraftOrder, request?: RequestKey): Promise<DraftOrder>;
  /** Fails with RESOURCE_NOT_FOUND. `decide` may run more than once. */
  discard(discarding: DiscardDraft, request?: RequestKey): Promise<DraftOrder>;
}

export interface DiscardDraft {
  readonly draftOrderId: DraftOrderId;
  readonly actor: UserId;
  decide(draft: DraftOrder): DraftOrder;
}
