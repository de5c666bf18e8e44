import type { CallCounts, Standing } from "./call-counts.ts";
import type { RateWindows } from "./rate-store.ts";

interface Waiter {
  resolve(standing: Standing): void;
  reject(error: unknown): void;
}

/** What this gateway holds of one caller's window. */
interface Purse {
  held: number;
  /** What the store had left when it was last asked. */
  remaining: number;
  /** True if the store has no more. */
  isLast: boolean;
  endsAt: number;
  readonly waiting: Waiter[];
}

export interface SharedCountsOptions {
  /** How long a window can be. */
  readonly windowMs: number;
  /** Calls to take ahead; 1 asks for each call, for all that wait at once. */
  readonly block: number;
  /** A clock in milliseconds that only goes forward. */
  readonly now?: () => number;
}

/**
 * Counts with other gateways: takes calls of a window in blocks, so that all together never let in more than the rate.
 * What one holds and does not use is lost to the others: at most a block for each gateway and window. Refusals cost the
 * store nothing until the window ends.
 */
export function sharedCounts(
  windows: RateWindows,
  { windowMs, block, now = () => performance.now() }: SharedCountsOptions,
): CallCounts {
  const purses = new Map<string, Purse>();
  let sweepAt = now() + windowMs;
  const sweep = () => {
    if (now() < sweepAt) return;
    sweepAt = now() + windowMs;
    for (const [caller, { endsAt, waiting }] of purses) {
      if (endsAt <= now() && waiting.length === 0) purses.delete(caller);
    }
  };
  const purseOf = (caller: string): Purse => {
    const found = purses.get(caller);
    if (found !== undefined) return found;
    sweep();
    const purse = { held: 0, remaining: 0, isLast: false, endsAt: now(), waiting: [] };
    purses.set(caller, purse);
    return purse;
  };
  const fill = async (caller: string, purse: Purse) => {
    while (purse.waiting.length > 0) {
      const asked = Math.max(block, purse.waiting.length);
      const askedAt = now();
      const { granted, remaining, resetMs } = await windows.take(caller, asked);
      Object.assign(purse, { held: granted, remaining, isLast: granted < asked, endsAt: askedAt + resetMs });
      const served = purse.isLast ? purse.waiting.length : granted;
      for (const { resolve } of purse.waiting.splice(0, served)) resolve(spend(purse, now()));
    }
  };
  return {
    count(caller) {
      const purse = purseOf(caller);
      const isOpen = now() < purse.endsAt;
      if (isOpen && (purse.held > 0 || purse.isLast)) return Promise.resolve(spend(purse, now()));
      return new Promise((resolve, reject) => {
        purse.waiting.push({ resolve, reject });
        if (purse.waiting.length > 1) return;
        fill(caller, purse).catch((error) => {
          for (const waiter of purse.waiting.splice(0)) waiter.reject(error);
        });
      });
    },
  };
}

function spend(purse: Purse, now: number): Standing {
  const resetMs = Math.max(purse.endsAt - now, 0);
  if (purse.held === 0) return { isWelcome: false, remaining: 0, resetMs };
  purse.held -= 1;
  return { isWelcome: true, remaining: purse.held + purse.remaining, resetMs };
}
