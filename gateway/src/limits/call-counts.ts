import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Rate } from "./rate.ts";

/** Where a caller stands in the present window. */
export interface Standing {
  /** False if this call was one too many. */
  readonly isWelcome: boolean;
  /** Calls left in the window. */
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetMs: number;
}

/** Counts calls of one rate by caller. */
export interface CallCounts {
  count(caller: string): Promise<Standing>;
}

/** Counts in this process. A caller takes memory from the first call of a window until its end. */
export function countsInMemory({ calls, windowSeconds }: Rate): CallCounts {
  const limiter = new RateLimiterMemory({ points: calls, duration: windowSeconds });
  return {
    async count(caller) {
      try {
        return standing(true, await limiter.consume(caller));
      } catch (rejected) {
        if (rejected instanceof RateLimiterRes) return standing(false, rejected);
        throw rejected;
      }
    },
  };
}

function standing(isWelcome: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Standing {
  return { isWelcome, remaining: remainingPoints, resetMs: Math.max(msBeforeNext, 0) };
}
