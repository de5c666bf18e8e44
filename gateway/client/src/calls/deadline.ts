import type { DescMethod } from "@bufbuild/protobuf";
import { localError } from "../errors/to-market-error.ts";

/** When a call ends, at the latest. */
export interface Deadline {
  /** Milliseconds that are left, at least 1. Throws DEADLINE_EXCEEDED if there are none. */
  leftMs(): number;
  /** Waits unless the deadline comes first, then answers false at once. Throws CANCELLED if the caller goes away. */
  sleep(ms: number): Promise<boolean>;
  /** The promise's outcome, unless the deadline passes or the caller goes away first. */
  race<T>(promise: Promise<T>): Promise<T>;
}

export function startDeadline(method: DescMethod, timeoutMs: number, signal: AbortSignal | undefined): Deadline {
  const end = performance.now() + timeoutMs;
  const leftMs = () => {
    if (signal?.aborted) throw localError("CANCELLED", method);
    const left = Math.floor(end - performance.now());
    if (left < 1) throw localError("DEADLINE_EXCEEDED", method);
    return left;
  };
  const race: Deadline["race"] = async (promise) => {
    const { promise: interruption, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(localError("DEADLINE_EXCEEDED", method)), leftMs());
    const cancel = () => reject(localError("CANCELLED", method));
    signal?.addEventListener("abort", cancel);
    try {
      return await Promise.race([promise, interruption]);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", cancel);
    }
  };
  return {
    leftMs,
    race,
    async sleep(ms) {
      if (ms >= leftMs()) return false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const pause = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await race(pause).finally(() => clearTimeout(timer));
      return true;
    },
  };
}
