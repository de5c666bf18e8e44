import { setTimeout as sleep } from "node:timers/promises";
import { checkpoint, type DomainEvent, type Logger } from "#mesh/kernel";
import { type Database, statement } from "#mesh/store";
import type { Bus, OutgoingEvent } from "./bus.ts";
import { Wake } from "./wake.ts";

export interface Relay {
  /** Ends after the batch under way. */
  close(): Promise<void>;
}

export interface RelayOptions<E extends DomainEvent> {
  readonly database: Database<E>;
  readonly bus: Bus;
  readonly log: Logger;
  /** Events per batch; default 500. */
  readonly batchSize?: number;
  /** Longest pause between two looks at the outbox; default 1,000. A commit of this process ends it. */
  readonly pollMs?: number;
  /** How long it waits after a commit for what is committed next; default 25. */
  readonly gatherMs?: number;
}

interface OutboxRow {
  readonly seq: bigint;
  readonly event_id: string;
  readonly subject: string;
  readonly key: string;
  readonly envelope: Uint8Array;
}

/**
 * What is not marked, rather than what lies behind a cursor: a transaction that commits late is only late. A snapshot
 * that shows an event shows those of the same aggregate before it, for their changes waited for each other.
 */
const unrelayed = statement<OutboxRow>(
  "mesh.outbox.unrelayed",
  "SELECT seq, event_id, subject, key, envelope FROM outbox WHERE position IS NULL ORDER BY seq LIMIT $1",
);

/** Marks $1 with their positions $2, and answers with what is left. */
const markRelayed = statement<OutboxRow>(
  "mesh.outbox.mark",
  `WITH marked AS (
     UPDATE outbox SET position = relayed.position
     FROM unnest($1::bigint[], $2::bigint[]) AS relayed (seq, position) WHERE outbox.seq = relayed.seq
   )
   SELECT seq, event_id, subject, key, envelope FROM outbox
   WHERE position IS NULL AND seq <> ALL ($1) ORDER BY seq LIMIT $3`,
);

const shortestRetryMs = 50;

/**
 * Carries events from a service's outbox to the bus; those of a key in the order of their commits. Any number may run
 * for one outbox: each appends, for every key, a run without gaps, and the bus takes an event once.
 */
export function startRelay<E extends DomainEvent>(options: RelayOptions<E>): Relay {
  const { database, bus, log, batchSize = 500, pollMs = 1_000, gatherMs = 25 } = options;
  const wake = new Wake();
  const forget = database.onEvents(() => wake.call());
  let closed = false;

  /** A look shows whatever was committed before it: nobody needs to be woken for that. */
  function look(at: typeof unrelayed, values: readonly unknown[]): Promise<readonly OutboxRow[]> {
    if (!closed) wake.forget();
    return database.query(at, values);
  }

  async function relayAll(): Promise<void> {
    let rows = await look(unrelayed, [batchSize]);
    while (rows.length > 0) {
      checkpoint(`${database.schema}.publish.before`);
      const positions = await bus.append(rows.map(toOutgoing));
      checkpoint(`${database.schema}.publish.after`);
      rows = await look(markRelayed, [rows.map(({ seq }) => seq), positions, batchSize]);
    }
  }

  async function run(): Promise<void> {
    for (let failures = 0; !closed; ) {
      try {
        await relayAll();
        failures = 0;
        if ((await wake.pause(pollMs)) && !closed) await sleep(gatherMs);
      } catch (error) {
        log.warn("relay interrupted", { schema: database.schema, error });
        await wake.pause(Math.min(shortestRetryMs * 2 ** failures++, pollMs));
      }
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

function toOutgoing({ event_id, subject, key, envelope }: OutboxRow): OutgoingEvent {
  return { eventId: event_id, subject, key, envelope };
}
