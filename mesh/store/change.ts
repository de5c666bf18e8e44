import { checkpoint, currentCall, type DomainError, type DomainEvent, type RequestKey } from "#mesh/kernel";
import type { Outcome } from "./answer.ts";
import { appendToOutbox, type EnvelopeSource } from "./outbox.ts";
import { claimText, keepOutcome, storedOutcome } from "./request-keys.ts";
import type { Session, SessionOptions } from "./session.ts";
import { again, runWork, type Transaction, transact } from "./transact.ts";

/**
 * What the work of a transaction came to: an answer, or a refusal that shall be kept along with its effects and events
 * (one that is thrown undoes everything and is not kept).
 */
export type WorkResult<T, E extends DomainEvent> =
  | { readonly answer: T; readonly events: readonly E[] }
  | { readonly refusal: DomainError; readonly events: readonly E[] };

export interface ChangeOptions<E extends DomainEvent> extends EnvelopeSource<E>, SessionOptions {
  /** Told after each commit that wrote events. */
  committed(): void;
}

/** Runs the work in a transaction with its request key and its events; see Database.change. */
export async function change<T, E extends DomainEvent>(
  options: ChangeOptions<E>,
  request: RequestKey | undefined,
  work: (tx: Transaction) => Promise<WorkResult<T, E>>,
): Promise<T> {
  if (currentCall()?.validateOnly) return validate(options, work);
  const claim = request === undefined ? [] : [claimText(request, options.clock.now())];
  const outcome = await transact(options, claim, async (session, claimed): Promise<Outcome<T> | typeof again> => {
    const taken = request !== undefined && claimed.rowCount === 0;
    if (taken) return (await storedOutcome<T>(session, request)) ?? again;
    return effect(options, session, request, work);
  });
  if ("refusal" in outcome) throw outcome.refusal;
  return outcome.answer;
}

/** What the change would answer; its transaction ends without a commit. */
async function validate<T, E extends DomainEvent>(
  options: ChangeOptions<E>,
  work: (tx: Transaction) => Promise<WorkResult<T, E>>,
): Promise<T> {
  const outcome = await transact(options, [], (session) => runWork(session, work));
  if ("refusal" in outcome) throw outcome.refusal;
  return outcome.answer;
}

async function effect<T, E extends DomainEvent>(
  options: ChangeOptions<E>,
  session: Session,
  request: RequestKey | undefined,
  work: (tx: Transaction) => Promise<WorkResult<T, E>>,
): Promise<Outcome<T>> {
  const { events, ...outcome } = await runWork(session, work);
  checkpoint(`${options.service}.commit.before`);
  await session.commit([
    ...(events.length > 0 ? [appendToOutbox(options, events)] : []),
    ...(request === undefined ? [] : [keepOutcome(request, outcome)]),
  ]);
  checkpoint(`${options.service}.commit.after`);
  if (events.length > 0) options.committed();
  return outcome;
}
