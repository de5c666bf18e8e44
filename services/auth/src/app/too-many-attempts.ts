import { refuse } from "../domain/errors.ts";
import { lockOut } from "../domain/lock-out.ts";

const shortestPauseMs = lockOut.pausesMs.find((pause) => pause > 0) ?? 0;

/** TOO_MANY_ATTEMPTS, and when the next one is taken. */
export function tooManyAttempts(retryAfterMs = shortestPauseMs) {
  return refuse("TOO_MANY_ATTEMPTS", { retryAfterMs });
}

/** Refuses with TOO_MANY_ATTEMPTS until the time is over. */
export function refuseWhileLocked(until: Date | undefined, now: Date): void {
  const lockedMs = (until?.getTime() ?? 0) - now.getTime();
  if (lockedMs > 0) throw tooManyAttempts(lockedMs);
}
