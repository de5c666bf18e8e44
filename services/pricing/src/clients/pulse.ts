import { setTimeout as sleep } from "node:timers/promises";
import { isNativeError } from "node:util/types";

const everyMs = 1_000;

/** Beats at once and then every second, until the signal fires. */
export async function* pulse(signal: AbortSignal): AsyncGenerator<undefined> {
  while (!signal.aborted) {
    yield undefined;
    await sleep(everyMs, undefined, { signal }).catch((error: unknown) => {
      if (!isNativeError(error) || error.name !== "AbortError") throw error;
    });
  }
}
