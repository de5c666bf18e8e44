import type { RateName } from "./limit-calls.ts";
import type { Rate } from "./rate.ts";

/** What a gateway got of a caller's window. */
export interface Taken {
  /** Calls it may let in until the window ends; fewer than it asked for if there were no more. */
  readonly granted: number;
  /** Calls that are left for others. */
  readonly remaining: number;
  /** Until the window ends. */
  readonly resetMs: number;
}

/** The windows of one rate, which several gateways take calls from. A window begins with the first call in it. */
export interface RateWindows {
  /** Takes so many calls of the caller's window at once, or what is left. Rejects if the store does not answer. */
  take(caller: string, calls: number): Promise<Taken>;
}

/** Keeps the windows of each class. */
export interface RateStore {
  windows(name: RateName, rate: Rate): RateWindows;
}

/** What was granted of `asked` if `taken` calls, those included, were asked for in a window of `calls`. */
export function granted(calls: number, taken: number, asked: number): Pick<Taken, "granted" | "remaining"> {
  return { granted: Math.min(Math.max(calls - taken + asked, 0), asked), remaining: Math.max(calls - taken, 0) };
}
