import type { Logger } from "#mesh/kernel";

/** Work nobody waits for; `close` does. */
export interface BackgroundWork {
  run(work: () => Promise<void>): void;
  close(): Promise<void>;
}

export function backgroundWork(log: Logger): BackgroundWork {
  const running = new Set<Promise<void>>();
  return {
    run(work) {
      const one = work()
        .catch((error: unknown) => log.warn("work in the background failed", { error }))
        .finally(() => running.delete(one));
      running.add(one);
    },
    async close() {
      await Promise.all(running);
    },
  };
}
