import { setTimeout } from "node:timers/promises";
import type { Launched } from "./launch.ts";

/** Milliseconds a fast shutdown may take, and then an immediate one. */
const patience = { fast: 20_000, immediate: 5_000 };

/** Ends the server: fast (connections are cut, everything is written), then immediate, then by force. */
export async function stopServer({ child, exited }: Launched, grace = patience): Promise<void> {
  child.ref();
  const steps = [
    ["SIGINT", grace.fast],
    ["SIGQUIT", grace.immediate],
    ["SIGKILL", grace.immediate],
  ] as const;
  for (const [signal, ms] of steps) {
    child.kill(signal);
    const timer = new AbortController();
    const ended = await Promise.race([
      exited.then(() => true),
      setTimeout(ms, false, { signal: timer.signal }).catch(() => false),
    ]);
    timer.abort();
    if (ended) return;
  }
}
