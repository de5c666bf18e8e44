import type { Meter } from "@opentelemetry/api";
import type { Values } from "#mesh/config";
import type { Clock, DomainEvent, Logger } from "#mesh/kernel";
import { checkPoolBudget, type Database } from "#mesh/store";
import type { RunningService } from "./define-service.ts";
import { startEventing } from "./eventing.ts";
import { housekeeping } from "./housekeeping.ts";
import type { Resources } from "./resources.ts";
import { databaseUrl, type meshConfig } from "./settings.ts";
import { startWorkers } from "./workers.ts";

export interface DataOptions {
  readonly config: Values<typeof meshConfig>;
  readonly databases: readonly Database<DomainEvent>[];
  readonly running: readonly RunningService[];
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Logger;
}

/** What goes on beside the calls where data is kept: events, the services' workers, and tidying up. Nothing, where none is. */
export async function keepData({ config, ...options }: DataOptions, resources: Resources): Promise<void> {
  const consumes = options.running.some(({ consumers = [] }) => consumers.length > 0);
  if (options.databases.length === 0 && !consumes) return;
  const url = databaseUrl(config);
  const pools = options.databases.map(({ service }) => [service, config.database.poolSize]);
  await checkPoolBudget(url, { ...Object.fromEntries(pools), bus: 3 });
  resources.own(await startEventing({ ...options, url }));
  const tidyUp = housekeeping({ ...options, retentionMs: config.database.requestKeyRetentionMs });
  const workers = options.running.flatMap((service) => service.workers ?? []);
  resources.own(startWorkers([tidyUp, ...workers], options.log));
}
