import type { Logger } from "#mesh/kernel";
import type { Consumer } from "../bus.ts";
import { deliver } from "../deliver.ts";
import { afterFailure, type RetryPolicy, reasonOf } from "../retry.ts";
import type { PendingEvent, Unfinished } from "./progress.ts";

export interface HandleOptions {
  readonly log: Logger;
  readonly retry: RetryPolicy;
  /** Time a handler has for one event. */
  readonly handleTimeoutMs: number;
}

/** What became of a run of events. */
export interface Handled {
  readonly done: PendingEvent[];
  readonly failed: Unfinished[];
  /** Behind a failed one of their key. */
  readonly held: Unfinished[];
  /** Not begun when the run was stopped. */
  readonly skipped: PendingEvent[];
}

const defaultConcurrency = 4;

/** Hands events over: those of one key one after the other until one fails, different keys side by side. */
export async function handleEvents(
  options: HandleOptions,
  consumer: Consumer,
  generation: bigint,
  events: readonly PendingEvent[],
  goesOn: () => boolean,
): Promise<Handled> {
  const handled: Handled = { done: [], failed: [], held: [], skipped: [] };
  const runs = Map.groupBy(events, ({ key }) => key).values();
  const work = async () => {
    for (const run of runs) await handleRun(run);
  };
  await Promise.all(Array.from({ length: consumer.concurrency ?? defaultConcurrency }, work));
  return handled;

  async function handleRun(run: readonly PendingEvent[]): Promise<void> {
    let blocked = false;
    for (const event of run) {
      if (!goesOn()) handled.skipped.push(event);
      else if (blocked || event.blocked) handled.held.push(unfinished(event, 0));
      else blocked = await handleOne(event);
    }
  }

  /** True if the event bars the way of those behind it. */
  async function handleOne(event: PendingEvent): Promise<boolean> {
    const attempt = event.attempts + 1;
    try {
      await deliver(consumer, { envelope: event.envelope, attempt, generation }, options.handleTimeoutMs);
      handled.done.push(event);
      return false;
    } catch (error) {
      const next = afterFailure(options.retry, attempt, error);
      const dead = next === "dead";
      options.log.warn("event failed", { consumer: consumer.name, position: event.position, attempt, dead, error });
      const failed = {
        ...unfinished(event, dead ? 0 : next.delayMs),
        attempts: attempt,
        reason: reasonOf(error),
        dead,
      };
      handled.failed.push(failed);
      return !dead;
    }
  }
}

function unfinished({ position, key, attempts }: PendingEvent, delayMs: number): Unfinished {
  return { position, key, attempts, delayMs, reason: null, dead: false };
}
