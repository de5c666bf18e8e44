import type { CallCounts } from "./call-counts.ts";

export interface OutageOptions {
  /** How long a call waits for the store. */
  readonly patienceMs: number;
  /** How long the store is left alone after it failed. */
  readonly pauseMs: number;
  /** Told of every time the store failed a call. */
  failed(error: unknown): void;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
}

/** The shared counts; while their store does not answer, those of this process alone. */
export function countsInOutage(
  shared: CallCounts,
  local: CallCounts,
  { patienceMs, pauseMs, failed, now = () => performance.now() }: OutageOptions,
): CallCounts {
  let askAgainAt = 0;
  return {
    async count(caller) {
      if (now() < askAgainAt) return local.count(caller);
      try {
        return await within(patienceMs, shared.count(caller));
      } catch (error) {
        askAgainAt = now() + pauseMs;
        failed(error);
        return local.count(caller);
      }
    },
  };
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(`the store did not answer within ${ms} ms`)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
