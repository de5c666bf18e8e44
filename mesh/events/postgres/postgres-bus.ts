import type { Logger } from "#mesh/kernel";
import { openStore } from "#mesh/store";
import type { Bus, Consumer, Follower, Subscription } from "../bus.ts";
import { defaultRetry, type RetryPolicy } from "../retry.ts";
import { append } from "./append.ts";
import { openBusSession } from "./bus-session.ts";
import { startConsuming } from "./consume.ts";
import { startFollowing } from "./follow.ts";
import { deadLetters, lag, redrive, replay } from "./operate.ts";
import { readLog } from "./read-log.ts";

export interface PostgresBusOptions {
  readonly url: string;
  readonly log: Logger;
  /** Connections beside the one that listens; default 2. */
  readonly poolSize?: number;
  readonly retry?: RetryPolicy;
  /** Events a consumer reads at once; default 100. */
  readonly batchSize?: number;
  /** Longest pause between two looks at the log, and between two tries to take over a consumer; default 1,000. */
  readonly pollMs?: number;
  /** Time a handler has for one event; default 30,000. */
  readonly handleTimeoutMs?: number;
}

const migrations = [new URL("migrations/", import.meta.url)];

/** Opens the bus in the schema `bus` of the database, which must exist: see `provision` of the store. */
export async function openPostgresBus(options: PostgresBusOptions): Promise<Bus> {
  const { url, log, poolSize = 2, retry = defaultRetry, batchSize = 100, pollMs = 1_000 } = options;
  const store = await openStore({ service: "bus", url, poolSize, migrations, log });
  const session = openBusSession(store, log);
  const consuming = {
    store,
    session,
    log,
    retry,
    batchSize,
    pollMs,
    handleTimeoutMs: options.handleTimeoutMs ?? 30_000,
  };
  const subscriptions = new Map<string, Subscription>();
  const following = new Set<Subscription>();

  function subscribe(consumer: Consumer): Subscription {
    const { name } = consumer;
    if (subscriptions.has(name)) throw new Error(`consumer ${name} is subscribed already`);
    const started = startConsuming(consuming, consumer);
    const subscription = {
      async close() {
        await started.close();
        subscriptions.delete(name);
      },
    };
    subscriptions.set(name, subscription);
    consumer.subscribed?.({ read: (stretch) => readLog(store, stretch) });
    return subscription;
  }

  async function follow(follower: Follower): Promise<Subscription> {
    const started = await startFollowing({ store, session, log, batchSize, pollMs }, follower);
    const subscription = {
      async close() {
        await started.close();
        following.delete(subscription);
      },
    };
    following.add(subscription);
    return subscription;
  }

  return {
    append: (events) => append(store, events),
    subscribe,
    follow,
    deadLetters: (query) => deadLetters(store, query),
    redrive: (consumer, position) => redrive(store, consumer, position),
    replay: (consumer, replayOptions) => replay(store, consumer, replayOptions),
    lag: () => lag(store),
    check: () => store.check(),
    async close() {
      const open = [...subscriptions.values(), ...following];
      await Promise.all(open.map((subscription) => subscription.close()));
      await session.close();
      await store.close();
    },
  };
}
