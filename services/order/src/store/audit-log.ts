import { uuidFromId } from "#mesh/kernel";
import { type Reader, statement } from "#mesh/store";
import type { AuditEntry } from "../domain/audit.ts";
import { toJson } from "./order-json.ts";

const append = statement<never>(
  "order.audit.append",
  `INSERT INTO order_audit (actor, time, action, draft_order_id, reason, document) VALUES ($1, $2, $3, $4, $5, $6)`,
);

/** Adds the entry to the audit log, in the transaction of what it is about. */
export async function appendToAudit(tx: Reader, entry: AuditEntry): Promise<void> {
  const { actor, time, action, draftOrderId, reason, document } = entry;
  await tx.query(append, [uuidFromId(actor), time, action, uuidFromId(draftOrderId), reason, toJson(document)]);
}
