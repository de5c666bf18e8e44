import { setTimeout as sleep } from "node:timers/promises";
import type { QueryResult } from "pg";
import { currentCall } from "#mesh/kernel";
import { interrupted, isConflict, unavailable } from "./failures.ts";
import { openSession, type Session, type SessionOptions } from "./session.ts";
import type { Reader, Statement } from "./statement.ts";
import { runInWork } from "./work-scope.ts";

/** The statements of one transaction, on one connection; of no use after the work has ended. */
export interface Transaction extends Reader {}

/** What a body answers that found the ground moved under it. */
export const again: unique symbol = Symbol("again");

const mostAttempts = 5;

/**
 * Opens a transaction, `opening` along with it, for a body that commits through the session; without that everything
 * is undone. Runs again, within bounds, if another transaction stood in the way or the body answers `again`.
 */
export async function transact<T>(
  options: SessionOptions,
  opening: readonly string[],
  body: (session: Session, opened: QueryResult) => Promise<T | typeof again>,
): Promise<T> {
  let conflict: unknown;
  for (let attempt = 1; attempt <= mostAttempts; attempt++) {
    const result: T | typeof again = await once(options, opening, body).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
      conflict = error;
      return again;
    });
    if (result !== again) return result;
    await sleep(Math.random() * 2 ** attempt);
  }
  throw unavailable(options.service, conflict);
}

async function once<T>(
  options: SessionOptions,
  opening: readonly string[],
  body: (session: Session, opened: QueryResult) => Promise<T>,
): Promise<T> {
  const session = await openSession(options);
  try {
    const opened = await session.begin([...begin(options.statementTimeoutMs), ...opening].join("; "));
    return await body(session, opened);
  } finally {
    session.release();
  }
}

function begin(statementTimeoutMs: number): readonly string[] {
  const call = currentCall();
  if (call === undefined) return ["BEGIN"];
  const remainingMs = Math.ceil(call.deadline - Date.now());
  if (remainingMs <= 0) throw interrupted(call);
  return remainingMs < statementTimeoutMs ? ["BEGIN", `SET LOCAL statement_timeout = ${remainingMs}`] : ["BEGIN"];
}

/** Runs the work with the statements of the session's transaction. */
export function runWork<T>(session: Session, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return runInWork((scope) =>
    work({
      async query<Row>({ name, text }: Statement<Row>, values: readonly unknown[] = []) {
        if (!scope.open) throw new Error("the transaction has ended; await its statements inside the work");
        const { rows } = await session.run({ name, text, values: values as unknown[] });
        return rows as Row[];
      },
    }),
  );
}
