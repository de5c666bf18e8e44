import { setTimeout as sleep } from "node:timers/promises";
import { checkpoint, type DomainEvent } from "#mesh/kernel";
import type { ChangeOptions } from "./change.ts";
import { isConflict } from "./failures.ts";
import { eventColumns } from "./outbox.ts";
import { openSession } from "./session.ts";
import type { Statement } from "./statement.ts";

const mostAttempts = 5;

/** Runs one writing statement that keeps the events if it returns a row; see Database.write. */
export async function write<Row, E extends DomainEvent>(
  options: ChangeOptions<E>,
  statement: Statement<Row>,
  values: readonly unknown[],
  events: readonly E[],
): Promise<readonly Row[]> {
  const { name, text } = statement;
  const query =
    events.length === 0
      ? { name, text, values: [...values] }
      : {
          name: `${name}.told`,
          text: withEvents(text, values.length),
          values: [...values, ...eventColumns(options, events)],
        };
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(options, query, events.length > 0);
    } catch (error) {
      if (!isConflict(error) || attempt === mostAttempts) throw error;
      await sleep(Math.random() * 2 ** attempt);
    }
  }
}

async function once<Row, E extends DomainEvent>(
  options: ChangeOptions<E>,
  query: { readonly name: string; readonly text: string; readonly values: unknown[] },
  tells: boolean,
): Promise<readonly Row[]> {
  const session = await openSession(options);
  try {
    checkpoint(`${options.service}.commit.before`);
    const { rows } = await session.run(query);
    checkpoint(`${options.service}.commit.after`);
    if (tells && rows.length > 0) options.committed();
    return rows as Row[];
  } finally {
    session.release();
  }
}

/**
 * The events are inserted once the change has a row, and so holds its lock: for events of one aggregate, seq is the
 * order of the commits.
 */
function withEvents(text: string, valueCount: number): string {
  const [ids, subjects, keys, versions, envelopes] = [1, 2, 3, 4, 5].map((column) => `$${valueCount + column}`);
  return `WITH change AS (${text}), told AS (
    INSERT INTO outbox (event_id, subject, key, version, envelope)
    SELECT event_id, subject, key, version, envelope
    FROM unnest(${ids}::uuid[], ${subjects}::text[], ${keys}::text[], ${versions}::bigint[], ${envelopes}::bytea[])
      WITH ORDINALITY AS event (event_id, subject, key, version, envelope, ordinal)
    WHERE EXISTS (SELECT FROM change) ORDER BY ordinal
  ) SELECT * FROM change`;
}
