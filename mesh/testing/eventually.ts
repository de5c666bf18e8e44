import { setTimeout } from "node:timers/promises";

/** Milliseconds. */
export interface Patience {
  /** Default 10,000. */
  readonly timeoutMs?: number;
  /** Pause between two tries; default 10. */
  readonly intervalMs?: number;
}

/**
 * Repeats `check` until it neither throws nor gives false, and gives its value. When time is up it throws what the last
 * try threw.
 */
export async function eventually<T>(check: () => T | Promise<T>, patience: Patience = {}): Promise<Exclude<T, false>> {
  const { timeoutMs = 10_000, intervalMs = 10 } = patience;
  const end = performance.now() + timeoutMs;
  for (;;) {
    const late = performance.now() >= end;
    try {
      const value = await check();
      if (value !== false) return value as Exclude<T, false>;
      if (late) throw new Error(`still false after ${timeoutMs} ms`);
    } catch (error) {
      if (late) throw error;
    }
    await setTimeout(intervalMs);
  }
}
