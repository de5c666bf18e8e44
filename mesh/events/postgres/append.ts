import { type Store, statement } from "#mesh/store";
import type { OutgoingEvent } from "../bus.ts";

const appendStatement = statement<{ position: bigint }>(
  "bus.append",
  "SELECT position FROM append($1::uuid[], $2::text[], $3::text[], $4::bytea[], $5)",
);

/** PostgreSQL takes payloads below 8,000 bytes. */
const longestNotice = 7_000;

/** What a notice says when it concerns everyone. */
export const everyone = "*";

/** Appends under one lock for all writers and wakes the consumers once, in one statement. */
export async function append(store: Store, events: readonly OutgoingEvent[]): Promise<readonly bigint[]> {
  const rows = await store.query(appendStatement, [
    events.map(({ eventId }) => eventId),
    events.map(({ subject }) => subject),
    events.map(({ key }) => key),
    events.map(({ envelope }) => envelope),
    notice(events),
  ]);
  return rows.map(({ position }) => position);
}

function notice(events: readonly OutgoingEvent[]): string {
  const subjects = [...new Set(events.map(({ subject }) => subject))].join(" ");
  return subjects.length > longestNotice ? everyone : subjects;
}
