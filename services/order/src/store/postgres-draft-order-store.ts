import { type DomainEvent, notFound, type RequestKey, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Reader } from "#mesh/store";
import type { DraftOrderStore } from "../app/ports/draft-orders.ts";
import { draftCreated } from "../domain/audit.ts";
import { asEntered, type DraftOrder, type DraftOrderId } from "../domain/draft-order.ts";
import { appendToAudit } from "./audit-log.ts";
import { draftOrderFromRow, draftOrderValues } from "./draft-order-row.ts";
import * as sql from "./draft-order-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Drafts in PostgreSQL: a row each, with lines and quote as JSON. */
export function postgresDraftOrderStore<E extends DomainEvent>(database: Database<E>): DraftOrderStore {
  return {
    find,
    async page(state, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows =
        state === undefined
          ? await database.query(sql.page, [before, size + 1])
          : await database.query(sql.pageByState, [before, size + 1, state]);
      return toPage(rows.map(draftOrderFromRow), size, ({ draftOrderId }) => draftOrderId);
    },
    async create(decide, request) {
      const [draft, isNew] = await changed(request, async (tx) => {
        const entered = decide();
        await tx.query(sql.insert, draftOrderValues(entered));
        await appendToAudit(tx, draftCreated(entered));
        return entered;
      });
      return isNew ? draft : asEntered(draft);
    },
    async discard({ draftOrderId, actor, decide }, request) {
      const [draft] = await changed(request, async (tx) => {
        const discarded = decide(await lockDraftOrder(tx, draftOrderId));
        await moveDraftOrder(tx, discarded);
        const entry = { actor, time: discarded.updateTime, draftOrderId, reason: "", document: {} };
        await appendToAudit(tx, { ...entry, action: "DRAFT_DISCARDED" });
        return discarded;
      });
      return draft;
    },
  };

  async function find(draftOrderId: DraftOrderId): Promise<DraftOrder | undefined> {
    const [row] = await database.query(sql.find, [uuidFromId(draftOrderId)]);
    return row && draftOrderFromRow(row);
  }

  /**
   * The draft and true, or for a repeat the draft as it is now and false: of an answer the id alone is kept, since with
   * its lines it would cost as much as the draft.
   */
  async function changed(request: RequestKey | undefined, work: (tx: Reader) => Promise<DraftOrder>) {
    let made: DraftOrder | undefined;
    const { draftOrderId } = await database.change(request, async (tx) => {
      made = await work(tx);
      return { answer: { draftOrderId: made.draftOrderId }, events: [] };
    });
    if (made?.draftOrderId === draftOrderId) return [made, true] as const;
    const known = await find(draftOrderId);
    if (known === undefined) throw notFound();
    return [known, false] as const;
  }
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
