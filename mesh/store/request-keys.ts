import pg, { type QueryConfig } from "pg";
import { type RequestKey, refuse } from "#mesh/kernel";
import { decodeOutcome, encodeOutcome, type Outcome } from "./answer.ts";
import type { Session } from "./session.ts";

/**
 * SQL that takes the key for this transaction: one row, or none if it is taken already. While another transaction
 * holds the key, it waits for that one's end.
 */
export function claimText({ caller, method, key, hash }: RequestKey, now: Date): string {
  const values = [caller, method, key, hash, now.toISOString()].map(pg.escapeLiteral).join(", ");
  return `INSERT INTO idempotency_keys (caller, method, key, hash, create_time) VALUES (${values}) ON CONFLICT DO NOTHING`;
}

/**
 * What the holder of a taken key left; undefined if it has been purged since. Refuses with REQUEST_ID_REUSED if it was
 * taken for other content.
 */
export async function storedOutcome<T>(session: Session, request: RequestKey): Promise<Outcome<T> | undefined> {
  const { rows } = await session.run<{ hash: string; answer: string }>({
    name: "mesh.request_key.find",
    text: "SELECT hash, answer FROM idempotency_keys WHERE caller = $1 AND method = $2 AND key = $3",
    values: [request.caller, request.method, request.key],
  });
  const [row] = rows;
  if (row === undefined) return undefined;
  if (row.hash !== request.hash) throw refuse("REQUEST_ID_REUSED");
  return decodeOutcome(row.answer);
}

/** The statement that leaves the outcome for later callers with the same key. */
export function keepOutcome({ caller, method, key }: RequestKey, outcome: Outcome<unknown>): QueryConfig {
  return {
    name: "mesh.request_key.keep",
    text: "UPDATE idempotency_keys SET answer = $4 WHERE caller = $1 AND method = $2 AND key = $3",
    values: [caller, method, key, encodeOutcome(outcome)],
  };
}
