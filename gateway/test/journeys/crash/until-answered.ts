import { setTimeout as sleep } from "node:timers/promises";
import { isNativeError } from "node:util/types";
import { Refusal } from "../shop/rest.ts";

const pauseMs = 100;
const passing = new Set(["CHECKOUT_IN_PROGRESS", "ABORTED"]);

/**
 * Asks as a patient client does: the same again until there is an answer, or a refusal that does not pass. Gives up after
 * 40 s, or so many milliseconds, with what went wrong last.
 */
export async function untilAnswered<T>(ask: () => Promise<T>, patienceMs = 40_000): Promise<T> {
  for (const end = performance.now() + patienceMs; ; await sleep(pauseMs)) {
    try {
      return await ask();
    } catch (error) {
      if (!mayPass(error) || performance.now() >= end) throw error;
    }
  }
}

/** Lets all ask at once, or each so many milliseconds after the one before, and once more when all have their answers. */
export async function askTwice<T>(asks: readonly (() => Promise<T>)[], staggerMs: number): Promise<readonly T[]> {
  const answers = await atOnce(asks, staggerMs);
  expect(await atOnce(asks, 0)).toEqual(answers);
  return answers;
}

/** Lets all ask at once, or each so many milliseconds after the one before, until all have their answers. */
export function atOnce<T>(asks: readonly (() => Promise<T>)[], staggerMs: number): Promise<readonly T[]> {
  return Promise.all(
    asks.map(async (ask, n) => {
      await sleep(n * staggerMs);
      return untilAnswered(ask);
    }),
  );
}

/** True for a lost connection and for refusals that pass; anything else would mean that the market got confused. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof Refusal)) return isLostConnection(error);
  return error.status === 503 || error.status === 504 || (error.status === 409 && passing.has(error.reason));
}

/** What `fetch` rejects with if the connection or the time is lost. */
function isLostConnection(error: unknown): boolean {
  return isNativeError(error) && (error.name === "TypeError" || error.name === "TimeoutError");
}
