import type { Logger } from "#mesh/kernel";
import type { Closable } from "./resources.ts";

/** Work a service does of its own accord, again and again, in each process that hosts it. */
export interface Worker {
  /** "<service>.<purpose>", such as "inventory.expire_holds". */
  readonly name: string;
  /** Pause between the end of one round and the start of the next, in milliseconds. */
  readonly everyMs: number;
  /** One round, bounded in work. Other processes may run theirs at the same time. */
  run(): Promise<void>;
}

/** Starts the workers, each after its first pause. A round that fails is logged and left to the next. */
export function startWorkers(workers: readonly Worker[], log: Logger): Closable {
  const running = workers.map((worker) => startWorker(worker, log));
  return {
    async close() {
      await Promise.all(running.map((worker) => worker.close()));
    },
  };
}

function startWorker({ name, everyMs, run }: Worker, log: Logger): Closable {
  let closed = false;
  let round = Promise.resolve();
  let timer = schedule();

  function schedule(): NodeJS.Timeout {
    return setTimeout(() => {
      round = run()
        .catch((error: unknown) => log.warn("a worker's round failed", { worker: name, error }))
        .finally(() => {
          if (!closed) timer = schedule();
        });
    }, everyMs).unref();
  }

  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await round;
    },
  };
}
