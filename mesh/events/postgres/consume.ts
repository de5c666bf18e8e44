import type { Store } from "#mesh/store";
import type { Consumer, Subscription } from "../bus.ts";
import { subjectFilter } from "../subjects.ts";
import { Wake } from "../wake.ts";
import { type BusSession, concerns, type Lease } from "./bus-session.ts";
import { type HandleOptions, handleEvents } from "./handle-events.ts";
import {
  dueEvents,
  keepProgress,
  LeaseLost,
  nextBatch,
  type PendingEvent,
  type Progress,
  takeOver,
} from "./progress.ts";

export interface ConsumeOptions extends HandleOptions {
  readonly store: Store;
  readonly session: BusSession;
  /** Events read at once. */
  readonly batchSize: number;
  /** Longest pause between two looks at the log, and between two tries to get the lease. */
  readonly pollMs: number;
}

const shortestPauseMs = 5;

/** Runs the consumer whenever this process holds its lease. */
export function startConsuming(options: ConsumeOptions, consumer: Consumer): Subscription {
  const { store, session, log, batchSize, pollMs } = options;
  const { name } = consumer;
  const filter = subjectFilter(consumer.subjects);
  const wake = new Wake();
  let closed = false;
  const forget = session.onNotice((notice) => {
    if (concerns(notice, filter)) wake.call();
  });

  async function hold(lease: Lease): Promise<void> {
    const goesOn = () => !closed && lease.isHeld();
    let progress = await takeOver(store, name, consumer.subjects);
    for (let dueAt = 0; goesOn(); ) {
      const retried = performance.now() >= dueAt && (await retryDue(progress, goesOn));
      const { next, retryMs, isDone } = await takeNew(progress, goesOn);
      progress = next;
      dueAt = performance.now() + retryMs;
      if (!retried && isDone) await wake.pause(Math.max(shortestPauseMs, Math.min(pollMs, retryMs)));
    }
  }

  /** False if there was nothing to retry. */
  async function retryDue(progress: Progress, goesOn: () => boolean): Promise<boolean> {
    const due = await dueEvents(store, name, batchSize);
    if (due.length === 0) return false;
    const { done, failed } = await handleEvents(options, consumer, progress.generation, due, goesOn);
    await keepProgress(store, name, progress, { done, unfinished: failed });
    return true;
  }

  async function takeNew(progress: Progress, goesOn: () => boolean) {
    const batch = await nextBatch(store, name, filter, progress, batchSize);
    const handled = await handleEvents(options, consumer, progress.generation, batch.events, goesOn);
    const position = beforeFirst(handled.skipped, batch.end);
    const next = { ...progress, position };
    const unfinished = [...handled.failed, ...handled.held].filter((event) => event.position <= position);
    if (position > progress.position) await keepProgress(store, name, next, { done: [], unfinished });
    const isDone = batch.events.length < batchSize && unfinished.length === 0 && handled.skipped.length === 0;
    return { next, retryMs: batch.retryMs ?? Number.POSITIVE_INFINITY, isDone };
  }

  async function run(): Promise<void> {
    while (!closed) {
      try {
        const lease = await session.tryLease(name);
        if (lease === undefined) await wake.pause(pollMs);
        else await hold(lease).finally(() => lease.release());
      } catch (error) {
        await afterInterruption(error);
      }
    }
  }

  async function afterInterruption(error: unknown): Promise<void> {
    if (error instanceof LeaseLost) return log.info(error.message);
    log.warn("consumer interrupted", { consumer: name, error });
    await wake.pause(pollMs);
  }

  const running = run();
  return {
    async close() {
      closed = true;
      forget();
      wake.call();
      await running;
    },
  };
}

/** The last position before any of these events, at most `end`. */
function beforeFirst(events: readonly PendingEvent[], end: bigint): bigint {
  return events.reduce((least, { position }) => (position <= least ? position - 1n : least), end);
}
