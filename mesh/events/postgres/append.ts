import { type Store, statement } from "#mesh/store";
import type { OutgoingEvent } from "../bus.ts";

/** Any number that no other part of the mesh takes as an advisory lock. */
const appendLock = 7_246_001;

const takeTurn = statement<never>("bus.append.turn", "SELECT pg_advisory_xact_lock($1)");

const insert = statement<never>(
  "bus.append.insert",
  `INSERT INTO log (event_id, subject, key, envelope)
   SELECT event_id, subject, key, envelope
   FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bytea[])
     WITH ORDINALITY AS event (event_id, subject, key, envelope, ordinal)
   ORDER BY ordinal
   ON CONFLICT (event_id) DO NOTHING`,
);

const positions = statement<{ position: bigint }>(
  "bus.append.positions",
  `SELECT log.position FROM unnest($1::uuid[]) WITH ORDINALITY AS event (event_id, ordinal)
   JOIN log USING (event_id) ORDER BY ordinal`,
);

const notify = statement<never>("bus.append.notify", "SELECT pg_notify('bus', $1)");

/** PostgreSQL takes payloads below 8,000 bytes. */
const longestNotice = 7_000;

/** What a notice says when it concerns everyone. */
export const everyone = "*";

/**
 * Appends under one lock for all writers, held until the commit: positions become visible in their order. Wakes the
 * consumers once.
 */
export function append(store: Store, events: readonly OutgoingEvent[]): Promise<readonly bigint[]> {
  const eventIds = events.map(({ eventId }) => eventId);
  const columns = [
    eventIds,
    events.map(({ subject }) => subject),
    events.map(({ key }) => key),
    events.map(({ envelope }) => envelope),
  ];
  return store.transact(async (tx) => {
    await tx.query(takeTurn, [appendLock]);
    const [, rows] = await Promise.all([
      tx.query(insert, columns),
      tx.query(positions, [eventIds]),
      tx.query(notify, [notice(events)]),
    ]);
    return rows.map(({ position }) => position);
  });
}

function notice(events: readonly OutgoingEvent[]): string {
  const subjects = [...new Set(events.map(({ subject }) => subject))].join(" ");
  return subjects.length > longestNotice ? everyone : subjects;
}
