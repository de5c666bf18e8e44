import { setTimeout as sleep } from "node:timers/promises";
import { isBusy } from "./stripe-failure.ts";

const firstPauseMs = 25;
const longestPauseMs = 400;

/** Sends a request again, which changes nothing, while Stripe says that another one like it is under way. */
export async function whileBusy<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await send();
    } catch (error) {
      if (!isBusy(error) || signal.aborted) throw error;
    }
    await sleep(pauseMs, undefined, { signal });
  }
}
