import { setTimeout as sleep } from "node:timers/promises";
import { checkpoint, currentCall, type DomainEvent } from "#mesh/kernel";
import type { ChangeOptions } from "./change.ts";
import { isConflict, unavailable } from "./failures.ts";
import { eventColumns } from "./outbox.ts";
import { openSession } from "./session.ts";
import type { Statement } from "./statement.ts";
import { type Telling, toldForm } from "./telling.ts";

const mostAttempts = 5;

/** Runs one writing statement that keeps the events if it returns a row; see Database.write. */
export async function write<Row, E extends DomainEvent>(
  options: ChangeOptions<E>,
  statement: Statement<Row> | Telling<Row>,
  values: readonly unknown[],
  events: readonly E[],
): Promise<readonly Row[]> {
  if (currentCall()?.validateOnly) throw new Error("a call that only validates changes by Database.change");
  const tells = events.length > 0;
  const { name, text } = tells ? toldForm(statement, values.length) : statement;
  const query = { name, text, values: tells ? [...values, ...eventColumns(options, events)] : [...values] };
  for (let attempt = 1; ; attempt++) {
    try {
      return await once(options, query, tells);
    } catch (error) {
      if (!isConflict(error)) throw error;
      if (attempt === mostAttempts) throw unavailable(options.service, error);
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
