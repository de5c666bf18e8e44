import { type DomainEvent, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Reader } from "#mesh/store";
import type { DraftOrderStore } from "../app/ports/draft-orders.ts";
import { draftCreated } from "../domain/audit.ts";
import type { DraftOrder, DraftOrderId } from "../domain/draft-order.ts";
import { appendToAudit } from "./audit-log.ts";
import { draftOrderFromRow, draftOrderValues } from "./draft-order-row.ts";
import * as sql from "./draft-order-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Drafts in PostgreSQL: a row each, with lines and quote as JSON. */
export function postgresDraftOrderStore<E extends DomainEvent>(database: Database<E>): DraftOrderStore {
  return {
    async find(draftOrderId) {
      const [row] = await database.query(sql.find, [uuidFromId(draftOrderId)]);
      return row && draftOrderFromRow(row);
    },
    async page(state, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows =
        state === undefined
          ? await database.query(sql.page, [before, size + 1])
          : await database.query(sql.pageByState, [before, size + 1, state]);
      return toPage(rows.map(draftOrderFromRow), size, ({ draftOrderId }) => draftOrderId);
    },
    create(decide, request) {
      return database.change(request, async (tx) => {
        const draft = decide();
        await tx.query(sql.insert, draftOrderValues(draft));
        await appendToAudit(tx, draftCreated(draft));
        return { answer: draft, events: [] };
      });
    },
    discard({ draftOrderId, actor, decide }, request) {
      return database.change(request, async (tx) => {
        const draft = decide(await lockDraftOrder(tx, draftOrderId));
        await moveDraftOrder(tx, draft);
        const entry = { actor, time: draft.updateTime, draftOrderId, reason: "", document: {} };
        await appendToAudit(tx, { ...entry, action: "DRAFT_DISCARDED" });
        return { answer: draft, events: [] };
      });
    },
  };
}

/** The draft, as it stays until the transaction ends. One statement. Fails with RESOURCE_NOT_FOUND. */
export async function lockDraftOrder(tx: Reader, draftOrderId: DraftOrderId): Promise<DraftOrder> {
  const [row] = await tx.query(sql.lock, [uuidFromId(draftOrderId)]);
  if (row === undefined) throw notFound();
  return draftOrderFromRow(row);
}

/** Writes the draft's state and its orders; the draft is locked. */
export async function moveDraftOrder(tx: Reader, draft: DraftOrder): Promise<void> {
  const { draftOrderId, state, placingOrderId, orderId, updateTime } = draft;
  const orders = [placingOrderId, orderId].map((id) => (id === undefined ? null : uuidFromId(id)));
  await tx.query(sql.move, [uuidFromId(draftOrderId), state, ...orders, updateTime]);
}
