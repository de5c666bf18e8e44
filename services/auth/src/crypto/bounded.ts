import { currentCall, refuse } from "#mesh/kernel";

export interface Bounds {
  /** Pieces of work done at once. */
  readonly concurrency: number;
  /** Pieces that may wait; one more is refused. */
  readonly queue: number;
}

/** Runs work, so much at once and no more. */
export type Bounded = <T>(work: () => Promise<T>) => Promise<T>;

const retryAfterMs = 1_000;

/**
 * Bounds work that would otherwise take all threads of the process. Refuses with SERVER_OVERLOADED when too much waits;
 * what waited for a call that is over meanwhile is not done: CALL_CANCELLED.
 */
export function bounded({ concurrency, queue }: Bounds): Bounded {
  const waiting: (() => void)[] = [];
  let busy = 0;
  return async (work) => {
    if (busy >= concurrency) {
      if (waiting.length >= queue) throw refuse("SERVER_OVERLOADED", { retryAfterMs });
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      busy += 1;
    }
    try {
      if (currentCall()?.signal.aborted) throw refuse("CALL_CANCELLED");
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) busy -= 1;
      else next();
    }
  };
}
