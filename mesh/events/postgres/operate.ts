import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { type Page, toPage } from "#mesh/kernel";
import { type Store, statement } from "#mesh/store";
import type { ConsumerLag, DeadLetter, DeadLetterQuery, ReplayOptions } from "../bus.ts";
import { everyone } from "./append.ts";
import { holdBehindFirst } from "./progress.ts";

interface DeadRow {
  readonly position: bigint;
  readonly envelope: Buffer;
  readonly reason: string;
  readonly attempts: number;
  readonly first_time: Date;
  readonly last_time: Date;
}

const deadStatement = statement<DeadRow>(
  "bus.deliveries.dead",
  `SELECT position, log.envelope, reason, attempts, first_time, last_time
   FROM deliveries JOIN log USING (position)
   WHERE consumer = $1 AND dead AND position > $2 ORDER BY position LIMIT $3`,
);

/** Dead letters in the order of their positions. */
export async function deadLetters(store: Store, query: DeadLetterQuery): Promise<Page<DeadLetter, bigint>> {
  const { consumer, after = 0n, pageSize } = query;
  const rows = await store.query(deadStatement, [consumer, after, pageSize + 1]);
  return toPage(
    rows.map((row) => toDeadLetter(consumer, row)),
    pageSize,
    ({ position }) => position,
  );
}

function toDeadLetter(consumer: string, row: DeadRow): DeadLetter {
  return {
    consumer,
    position: row.position,
    envelope: EventEnvelope.decode(row.envelope),
    reason: row.reason,
    attempts: row.attempts,
    firstTime: row.first_time,
    lastTime: row.last_time,
  };
}

const redriveStatement = statement<{ key: string }>(
  "bus.deliveries.redrive",
  `UPDATE deliveries SET dead = false, held = true, attempts = 0, next_time = now()
   WHERE consumer = $1 AND dead AND ($2::bigint IS NULL OR position = $2) RETURNING key`,
);

const notify = statement<never>("bus.notify_all", "SELECT pg_notify('bus', $1)");

/** Gives dead letters a fresh start; answers with how many. */
export function redrive(store: Store, consumer: string, position: bigint | undefined): Promise<number> {
  return store.transact(async (tx) => {
    const rows = await tx.query(redriveStatement, [consumer, position]);
    await holdBehindFirst(
      tx,
      consumer,
      rows.map(({ key }) => key),
    );
    await tx.query(notify, [everyone]);
    return rows.length;
  });
}

const rewind = statement<{ name: string }>(
  "bus.consumer.rewind",
  `UPDATE consumers SET position = least(position, $2::bigint - 1), epoch = epoch + 1, generation = generation + $3
   WHERE name = $1 RETURNING name`,
);

const forgetFrom = statement<never>(
  "bus.deliveries.forget_from",
  "DELETE FROM deliveries WHERE consumer = $1 AND position >= $2",
);

/** Sets a consumer back. Whoever runs it notices by the epoch and begins anew. */
export function replay(store: Store, consumer: string, options: ReplayOptions = {}): Promise<void> {
  const { from = 1n, repeatEffects = false } = options;
  return store.transact(async (tx) => {
    const rows = await tx.query(rewind, [consumer, from, repeatEffects ? 1 : 0]);
    if (rows.length === 0) throw new Error(`there is no consumer ${consumer}`);
    await tx.query(forgetFrom, [consumer, from]);
    await tx.query(notify, [everyone]);
  });
}

/** How much of the log is counted, so that a consumer that fell far behind costs no more to be watched. */
const farAhead = 10_000;

const lagStatement = statement<ConsumerLag>(
  "bus.consumer.lag",
  `SELECT consumer.name AS consumer, fresh.count + failing.held AS waiting, failing.retrying, failing.dead
   FROM consumers AS consumer
   CROSS JOIN LATERAL (
     SELECT count(*)::int FROM (
       SELECT log.subject FROM log WHERE position > consumer.position ORDER BY position LIMIT ${farAhead}) AS ahead
     WHERE EXISTS (
       SELECT FROM unnest(consumer.subjects) AS wanted
       WHERE ahead.subject = wanted OR (wanted LIKE '%*' AND starts_with(ahead.subject, rtrim(wanted, '*'))))) AS fresh
   CROSS JOIN LATERAL (
     SELECT count(*) FILTER (WHERE NOT dead AND held)::int AS held,
       count(*) FILTER (WHERE NOT dead AND NOT held)::int AS retrying, count(*) FILTER (WHERE dead)::int AS dead
     FROM deliveries WHERE deliveries.consumer = consumer.name) AS failing
   ORDER BY consumer.name`,
);

/** How far each consumer is behind. */
export function lag(store: Store): Promise<readonly ConsumerLag[]> {
  return store.query(lagStatement);
}
