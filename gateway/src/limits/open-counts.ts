import type { Meter } from "@opentelemetry/api";
import { Redis } from "ioredis";
import { ConfigError, type Values } from "#mesh/config";
import type { Logger } from "#mesh/kernel";
import type { ServiceContext } from "#mesh/runtime";
import type { gatewayConfig } from "../config.ts";
import { countsInMemory } from "./call-counts.ts";
import { countsInOutage } from "./counts-in-outage.ts";
import type { OpenCounts, RateName } from "./limit-calls.ts";
import { postgresRateStore, purgeWindows } from "./postgres-rate-store.ts";
import type { Rate } from "./rate.ts";
import type { RateStore } from "./rate-store.ts";
import { redisRateStore } from "./redis-rate-store.ts";
import { sharedCounts } from "./shared-counts.ts";

export type CountsContext = Pick<ServiceContext<unknown>, "openDatabase" | "own"> & {
  readonly config: Pick<Values<typeof gatewayConfig>, "rateStore" | "rateRedisUrl">;
  readonly log: Logger;
  readonly meter: Meter;
};

const patience = 500;
const pauseMs = 2_000;
const purgeMs = 60_000;
const migrations = new URL("migrations/", import.meta.url);

/** Opens what GATEWAY_RATE_STORE names. Throws ConfigError if that needs a URL and has none. */
export async function openCounts(context: CountsContext): Promise<OpenCounts> {
  const { config, log, meter } = context;
  const failures = meter.createCounter("gateway.rate_store.failures", {
    description: "calls that were counted by this gateway alone, because the shared store did not answer",
  });
  const failed = (error: unknown) => {
    failures.add(1);
    log.warn("the shared counts of calls do not answer; this gateway counts for itself meanwhile", { error });
  };
  if (config.rateStore === "memory") return (_, rate) => countsInMemory(rate);
  return countsFrom(await openStore(context, failed), failed);
}

/** The counts of a store, with those of this process alone for when it fails. */
export function countsFrom(store: RateStore, failed: (error: unknown) => void, patienceMs = patience): OpenCounts {
  return (name, rate) => {
    const windowMs = rate.windowSeconds * 1000;
    const shared = sharedCounts(store.windows(name, rate), { windowMs, block: blockOf(name, rate) });
    return countsInOutage(shared, countsInMemory(rate), { patienceMs, pauseMs, failed });
  };
}

async function openStore(context: CountsContext, failed: (error: unknown) => void): Promise<RateStore> {
  const { config, own, openDatabase } = context;
  if (config.rateStore === "redis") {
    const client = connect(config.rateRedisUrl?.reveal(), failed);
    own({ close: async () => client.disconnect() });
    return redisRateStore(client);
  }
  const encodeEvent = () => {
    throw new TypeError("the gateway has no events");
  };
  const database = await openDatabase({ migrations, encodeEvent });
  own(purgeWindows(database, purgeMs, failed));
  return postgresRateStore(database);
}

/** Calls do not queue for a Redis that is away, and one that is back is found by itself. */
function connect(url: string | undefined, failed: (error: unknown) => void): Redis {
  if (url === undefined) {
    throw new ConfigError([{ name: "GATEWAY_RATE_REDIS_URL", text: "is needed with GATEWAY_RATE_STORE=redis" }]);
  }
  const client = new Redis(url, { enableOfflineQueue: false, maxRetriesPerRequest: 0, commandTimeout: patience });
  return client.on("error", failed);
}

const largestBlock = 500;

/** Exact where each call counts; else a hundredth of the rate, so that the store is asked rarely. */
function blockOf(name: RateName, { calls }: Rate): number {
  if (name === "credential" || name === "money") return 1;
  return Math.min(Math.max(Math.floor(calls / 100), 1), largestBlock);
}
