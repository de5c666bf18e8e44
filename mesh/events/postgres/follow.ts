import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import type { Logger } from "#mesh/kernel";
import { type Store, statement } from "#mesh/store";
import type { Follower, Subscription } from "../bus.ts";
import { subjectFilter } from "../subjects.ts";
import { Wake } from "../wake.ts";
import { type BusSession, concerns } from "./bus-session.ts";

export interface FollowOptions {
  readonly store: Store;
  readonly session: BusSession;
  readonly log: Logger;
  /** Events read at once. */
  readonly batchSize: number;
  /** Longest pause between two looks at the log. */
  readonly pollMs: number;
}

/**
 * The position before the first event appended since a time. An append is dated when it begins and gets its positions
 * when its turn comes, at most a lock timeout later; so those within a minute of the first are compared.
 */
const startStatement = statement<{ position: bigint }>(
  "bus.log.start",
  `WITH first AS (SELECT append_time FROM log WHERE append_time >= $1 ORDER BY append_time LIMIT 1)
   SELECT coalesce(
     (SELECT min(position) - 1 FROM log, first
      WHERE log.append_time BETWEEN first.append_time AND first.append_time + interval '1 minute'),
     (SELECT max(position) FROM log), 0) AS position`,
);

interface FollowedEvent {
  readonly position: bigint;
  readonly envelope: Buffer;
}

type FollowRow = { readonly end: bigint } & (FollowedEvent | { readonly position: null });

const batchStatement = statement<FollowRow>(
  "bus.log.follow",
  `SELECT log_end.position AS "end", event.position, event.envelope
   FROM (SELECT coalesce(max(position), 0) AS position FROM log) AS log_end
   LEFT JOIN LATERAL (
     SELECT position, envelope FROM log
     WHERE position > $1 AND (subject = ANY ($2) OR EXISTS (
       SELECT FROM unnest($3::text[]) AS prefix WHERE starts_with(subject, prefix)))
     ORDER BY position LIMIT $4) AS event ON true
   ORDER BY event.position`,
);

/** Tells the follower all there is, then what comes. Rejects if the log cannot be read at the beginning. */
export async function startFollowing(options: FollowOptions, follower: Follower): Promise<Subscription> {
  const { store, session, log, batchSize, pollMs } = options;
  const filter = subjectFilter(follower.subjects);
  const wake = new Wake();
  let closed = false;
  let position = 0n;
  const forget = session.onNotice((notice) => {
    if (concerns(notice, filter)) wake.call();
  });
  await begin().catch((error: unknown) => {
    forget();
    throw error;
  });

  async function begin(): Promise<void> {
    const [start] = await store.query(startStatement, [follower.since]);
    position = start?.position ?? position;
    await catchUp();
  }

  async function catchUp(): Promise<void> {
    for (let full = true; full && !closed; ) {
      const rows = await store.query(batchStatement, [position, filter.exact, filter.prefixes, batchSize]);
      const events = rows.filter((row) => row.position !== null);
      for (const event of events) await tell(event);
      full = events.length === batchSize;
      position = later(position, (full ? rows.at(-1)?.position : rows[0]?.end) ?? position);
    }
  }

  async function tell({ position, envelope }: FollowedEvent): Promise<void> {
    try {
      await follower.handle(EventEnvelope.decode(envelope));
    } catch (error) {
      log.error("a follower failed; the event is passed over", { position, subjects: follower.subjects, error });
    }
  }

  async function run(): Promise<void> {
    while (!closed) {
      await wake.pause(pollMs);
      await catchUp().catch((error: unknown) => log.warn("follower interrupted", { error }));
    }
  }

  const running = run();
  return {
    async close() {
      closed = true;
      forget();
      wake.call();
      await running;
    },
  };
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
