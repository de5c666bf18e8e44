import { setInterval } from "node:timers/promises";

/** For polling: yields the milliseconds since the first round, at once and then every `intervalMs`. */
export async function* elapsed(intervalMs: number): AsyncGenerator<number> {
  const start = performance.now();
  yield 0;
  for await (const _ of setInterval(intervalMs)) yield performance.now() - start;
}
