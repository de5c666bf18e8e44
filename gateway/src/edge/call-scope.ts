import { type DomainError, refuse } from "#mesh/kernel";
import { LightSignal, type PeerSignal } from "#mesh/rpc";
import type { EdgeCall } from "./edge-call.ts";

/** The life of one call: over at its deadline, when the client goes away, or when it is closed. */
export interface CallScope {
  /** Fires with the refusal when the call is over early. */
  readonly signal: PeerSignal;
  /** The outcome of the work; rejects with DEADLINE_PASSED or CALL_CANCELLED as soon as the call is over. */
  race<T>(work: Promise<T>): Promise<T>;
  /** The answer is complete. */
  close(): void;
  /** Nobody wants the rest of the answer. */
  cancel(): void;
}

export function openCallScope(call: Pick<EdgeCall, "deadline" | "signal">): CallScope {
  const signal = new LightSignal();
  const waiting = new Set<(refusal: DomainError) => void>();
  const end = (refusal: DomainError) => {
    if (signal.aborted) return;
    close();
    signal.abort(refusal);
    for (const reject of waiting) reject(refusal);
  };
  const cancel = () => end(refuse("CALL_CANCELLED"));
  const timer = setTimeout(() => end(refuse("DEADLINE_PASSED")), call.deadline - Date.now());
  const close = () => {
    clearTimeout(timer);
    call.signal.removeEventListener("abort", cancel);
  };
  if (call.signal.aborted) cancel();
  else call.signal.addEventListener("abort", cancel);
  return { signal, race: (work) => race(work, signal, waiting), close, cancel };
}

function race<T>(work: Promise<T>, signal: PeerSignal, waiting: Set<(refusal: DomainError) => void>): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    waiting.add(reject);
    work.then(
      (value) => {
        waiting.delete(reject);
        resolve(value);
      },
      (error: unknown) => {
        waiting.delete(reject);
        reject(error);
      },
    );
  });
}
