import { refuse } from "./errors.ts";

/** Fails with BUSINESS_TIME_IN_FUTURE. */
export function checkBusinessTime(businessTime: Date | undefined, now: Date): void {
  if (businessTime !== undefined && businessTime > now) throw refuse("BUSINESS_TIME_IN_FUTURE");
}

/** The time, if it is earlier than now. */
export function ifPast(time: Date | undefined, now: Date): Date | undefined {
  return time !== undefined && time < now ? time : undefined;
}
