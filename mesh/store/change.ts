import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { currentCall, type DomainError, type DomainEvent, type RequestKey } from "#mesh/kernel";
import type { Outcome } from "./answer.ts";
import { interrupted, isConflict, unavailable } from "./failures.ts";
import { appendToOutbox, type EnvelopeSource } from "./outbox.ts";
import { borrow } from "./pool.ts";
import { claimText, keepOutcome, storedOutcome } from "./request-keys.ts";
import { Session } from "./session.ts";
import type { Reader, Statement } from "./statement.ts";
import { runInWork } from "./work-scope.ts";

/** The statements of one transaction, on one connection; of no use after the work has ended. */
export interface Transaction extends Reader {}

/**
 * What the work of a transaction came to: an answer, or a refusal that shall be kept along with its effects and events
 * (one that is thrown undoes everything and is not kept).
 */
export type WorkResult<T, E extends DomainEvent> =
  | { readonly answer: T; readonly events: readonly E[] }
  | { readonly refusal: DomainError; readonly events: readonly E[] };

export interface ChangeOptions<E extends DomainEvent> extends EnvelopeSource<E> {
  readonly pool: pg.Pool;
  /** No statement runs longer, however late the deadline. */
  readonly statementTimeoutMs: number;
  /** Told after each commit that wrote events. */
  committed(): void;
}

const mostAttempts = 5;

/** Runs the work in a transaction of its own, again if another stood in its way; see Database.change. */
export async function change<T, E extends DomainEvent>(
  options: ChangeOptions<E>,
  request: RequestKey | undefined,
  work: (tx: Transaction) => Promise<WorkResult<T, E>>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await once(options, request, work).catch((error: unknown) => {
      if (!isConflict(error)) throw error;
      if (attempt === mostAttempts) throw unavailable(options.service, error);
    });
    if (outcome === undefined) await sleep(Math.random() * 2 ** attempt);
    else if ("refusal" in outcome) throw outcome.refusal;
    else return outcome.answer;
  }
}

/** One attempt; undefined if the key was taken but has been purged since. */
async function once<T, E extends DomainEvent>(
  options: ChangeOptions<E>,
  request: RequestKey | undefined,
  work: (tx: Transaction) => Promise<WorkResult<T, E>>,
): Promise<Outcome<T> | undefined> {
  const session = new Session(options.service, await borrow(options.service, options.pool));
  try {
    const begun = await session.begin(beginText(options, request));
    if (request !== undefined && begun.rowCount === 0) return await storedOutcome<T>(session, request);
    const { events, ...outcome } = await runInWork((scope) => work(transaction(session, scope)));
    await session.commit([
      ...(events.length > 0 ? [appendToOutbox(options, events)] : []),
      ...(request === undefined ? [] : [keepOutcome(request, outcome)]),
    ]);
    if (events.length > 0) options.committed();
    return outcome;
  } finally {
    session.release();
  }
}

function beginText<E extends DomainEvent>(options: ChangeOptions<E>, request: RequestKey | undefined): string {
  const deadline = currentCall()?.deadline ?? Number.POSITIVE_INFINITY;
  const remaining = Math.ceil(deadline - Date.now());
  if (remaining <= 0) throw interrupted(currentCall());
  const parts = ["BEGIN"];
  if (remaining < options.statementTimeoutMs) parts.push(`SET LOCAL statement_timeout = ${remaining}`);
  if (request !== undefined) parts.push(claimText(request, options.clock.now()));
  return parts.join("; ");
}

function transaction(session: Session, scope: { readonly open: boolean }): Transaction {
  return {
    async query<Row>(statement: Statement<Row>, values: readonly unknown[] = []) {
      if (!scope.open) throw new Error("the transaction has ended; await its statements inside the work");
      const result = await session.run({ name: statement.name, text: statement.text, values: [...values] });
      return result.rows as Row[];
    },
  };
}
