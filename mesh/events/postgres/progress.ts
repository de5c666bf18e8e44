import { type Store, statement, type Transaction } from "#mesh/store";
import type { SubjectFilter } from "../subjects.ts";

/** Where the holder of a consumer's lease stands. */
export interface Progress {
  readonly position: bigint;
  readonly epoch: bigint;
  readonly generation: bigint;
}

/** An event to be handled now, unless an earlier one of its key failed (`blocked`). */
export interface PendingEvent {
  readonly position: bigint;
  readonly key: string;
  readonly envelope: Buffer;
  /** Failed attempts so far. */
  readonly attempts: number;
  readonly blocked: boolean;
}

/** What became of an event that is not done: when it is tried again, or that it is not. */
export interface Unfinished {
  readonly position: bigint;
  readonly key: string;
  readonly attempts: number;
  readonly delayMs: number;
  readonly reason: string | null;
  readonly dead: boolean;
}

/** New events behind a position, and where the log ended when it was read. */
export interface Batch {
  readonly events: readonly PendingEvent[];
  readonly end: bigint;
  /** Milliseconds until the next failed event is due. */
  readonly retryMs: number | undefined;
}

/** Another process holds the consumer's lease, or it is being replayed: what was done since is not counted. */
export class LeaseLost extends Error {
  override readonly name = "LeaseLost";
}

const takeOverStatement = statement<Progress>(
  "bus.consumer.take_over",
  `INSERT INTO consumers AS consumer (name, subjects) VALUES ($1, $2)
   ON CONFLICT (name) DO UPDATE SET subjects = excluded.subjects, epoch = consumer.epoch + 1
   RETURNING position, epoch, generation`,
);

/** Makes the caller the one whose progress counts. */
export async function takeOver(store: Store, consumer: string, subjects: readonly string[]): Promise<Progress> {
  const [progress] = await store.query(takeOverStatement, [consumer, subjects]);
  if (progress === undefined) throw new Error(`consumer ${consumer} could not be registered`);
  return progress;
}

const dueStatement = statement<PendingEvent>(
  "bus.deliveries.due",
  `SELECT delivery.position, delivery.key, log.envelope, delivery.attempts, false AS blocked
   FROM deliveries AS delivery JOIN log USING (position)
   WHERE delivery.consumer = $1 AND NOT delivery.dead AND delivery.key IN (
     SELECT key FROM deliveries WHERE consumer = $1 AND NOT dead AND NOT held AND next_time <= now()
     ORDER BY next_time LIMIT $2)
   ORDER BY delivery.position LIMIT $2`,
);

/** Failed events whose time has come, with those held behind them. */
export function dueEvents(store: Store, consumer: string, limit: number): Promise<readonly PendingEvent[]> {
  return store.query(dueStatement, [consumer, limit]);
}

type BatchRow = { readonly end: bigint; readonly retry_ms: number | null; readonly epoch: bigint } & (
  | PendingEvent
  | { readonly position: null }
);

const batchStatement = statement<BatchRow>(
  "bus.log.batch",
  `SELECT log_end.position AS "end", (SELECT epoch FROM consumers WHERE name = $1) AS epoch, event.position, event.key, event.envelope, 0 AS attempts, event.blocked,
     (SELECT extract(epoch FROM min(next_time) - now())::float8 * 1000 FROM deliveries
      WHERE consumer = $1 AND NOT dead AND NOT held) AS retry_ms
   FROM (SELECT coalesce(max(position), 0) AS position FROM log) AS log_end
   LEFT JOIN LATERAL (
     SELECT position, key, envelope, EXISTS (
       SELECT FROM deliveries WHERE consumer = $1 AND deliveries.key = log.key AND NOT dead) AS blocked
     FROM log
     WHERE position > $2 AND (subject = ANY ($3) OR EXISTS (
       SELECT FROM unnest($4::text[]) AS prefix WHERE starts_with(subject, prefix)))
     ORDER BY position LIMIT $5) AS event ON true
   ORDER BY event.position`,
);

/** The next events of the log. Throws LeaseLost if the caller's progress does not count any more. */
export async function nextBatch(
  store: Store,
  consumer: string,
  { exact, prefixes }: SubjectFilter,
  { position, epoch }: Progress,
  limit: number,
): Promise<Batch> {
  const rows = await store.query(batchStatement, [consumer, position, exact, prefixes, limit]);
  if (rows[0]?.epoch !== epoch) throw new LeaseLost(lostMessage(consumer));
  const events = rows.filter((row) => row.position !== null);
  const full = events.length === limit;
  const end = (full ? events.at(-1)?.position : rows[0]?.end) ?? position;
  return { events, end: end > position ? end : position, retryMs: rows[0]?.retry_ms ?? undefined };
}

const advance = statement<{ name: string }>(
  "bus.consumer.advance",
  "UPDATE consumers SET position = $3 WHERE name = $1 AND epoch = $2 RETURNING name",
);

const forgetDone = statement<never>(
  "bus.deliveries.done",
  "DELETE FROM deliveries WHERE consumer = $1 AND position = ANY ($2)",
);

const keepUnfinished = statement<never>(
  "bus.deliveries.keep",
  `INSERT INTO deliveries AS delivery
     (consumer, position, key, held, attempts, next_time, reason, dead, first_time, last_time)
   SELECT $1, position, key, true, attempts, now() + delay_ms * interval '1 millisecond', reason, dead,
     CASE WHEN attempts > 0 THEN now() END, CASE WHEN attempts > 0 THEN now() END
   FROM unnest($2::bigint[], $3::text[], $4::int[], $5::float8[], $6::text[], $7::bool[])
     AS event (position, key, attempts, delay_ms, reason, dead)
   ON CONFLICT (consumer, position) DO UPDATE SET attempts = excluded.attempts, next_time = excluded.next_time,
     reason = coalesce(excluded.reason, delivery.reason), dead = excluded.dead,
     first_time = coalesce(delivery.first_time, excluded.first_time),
     last_time = coalesce(excluded.last_time, delivery.last_time)`,
);

const settleHeads = statement<never>(
  "bus.deliveries.settle",
  `UPDATE deliveries AS delivery SET held = delivery.position <> head.position
   FROM (SELECT key, min(position) AS position FROM deliveries
         WHERE consumer = $1 AND NOT dead AND key = ANY ($2) GROUP BY key) AS head
   WHERE delivery.consumer = $1 AND NOT delivery.dead AND delivery.key = head.key
     AND delivery.held <> (delivery.position <> head.position)`,
);

/** Of the events of these keys that are not done, lets the first of each key wait for its time and holds the others. */
export function holdBehindFirst(tx: Transaction, consumer: string, keys: readonly string[]): Promise<unknown> {
  return tx.query(settleHeads, [consumer, [...new Set(keys)]]);
}

/** Keeps what a pass came to. Throws LeaseLost if it does not count any more. */
export async function keepProgress(
  store: Store,
  consumer: string,
  progress: Progress,
  results: { readonly done: readonly PendingEvent[]; readonly unfinished: readonly Unfinished[] },
): Promise<void> {
  const { done, unfinished } = results;
  const moved = [consumer, progress.epoch, progress.position];
  if (done.length + unfinished.length === 0) return assertHeld(await store.query(advance, moved), consumer);
  await store.transact(async (tx) => {
    assertHeld(await tx.query(advance, moved), consumer);
    if (done.length > 0) await tx.query(forgetDone, [consumer, done.map(({ position }) => position)]);
    if (unfinished.length > 0) await tx.query(keepUnfinished, [consumer, ...columns(unfinished)]);
    await holdBehindFirst(
      tx,
      consumer,
      [...done, ...unfinished].map(({ key }) => key),
    );
  });
}

function assertHeld(rows: readonly unknown[], consumer: string): void {
  if (rows.length === 0) throw new LeaseLost(lostMessage(consumer));
}

function lostMessage(consumer: string): string {
  return `consumer ${consumer} was taken over by another process, or is replayed`;
}

function columns(events: readonly Unfinished[]): readonly unknown[][] {
  return [
    events.map(({ position }) => position),
    events.map(({ key }) => key),
    events.map(({ attempts }) => attempts),
    events.map(({ delayMs }) => delayMs),
    events.map(({ reason }) => reason),
    events.map(({ dead }) => dead),
  ];
}
