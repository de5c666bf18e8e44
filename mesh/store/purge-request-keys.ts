import { statement } from "./statement.ts";
import type { Store } from "./store.ts";

export interface PurgeOptions {
  /** Keys older than this go: longer than any caller repeats, and any consumer is retried. */
  readonly before: Date;
  /** Rows per transaction; default 1,000. */
  readonly batchSize?: number;
  /** Most transactions of this run, so that it ends; default 100. */
  readonly batches?: number;
}

const purgeBatch = statement<{ key: string }>(
  "mesh.request_key.purge",
  `DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
     SELECT ctid FROM idempotency_keys WHERE create_time < $1 LIMIT $2 FOR UPDATE SKIP LOCKED))
   RETURNING key`,
);

/** Deletes old request keys in bounded batches; answers with how many. */
export async function purgeRequestKeys(store: Store, options: PurgeOptions): Promise<number> {
  const { before, batchSize = 1_000, batches = 100 } = options;
  let purged = 0;
  for (let batch = 0; batch < batches; batch++) {
    const rows = await store.query(purgeBatch, [before, batchSize]);
    purged += rows.length;
    if (rows.length < batchSize) break;
  }
  return purged;
}
