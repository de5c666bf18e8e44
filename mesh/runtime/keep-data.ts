import type { Meter } from "@opentelemetry/api";
import type { Values } from "#mesh/config";
import type { Bus } from "#mesh/events";
import type { Clock, DomainEvent, Logger } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { RunningService } from "./define-service.ts";
import { startEventing } from "./eventing.ts";
import { housekeeping } from "./housekeeping.ts";
import type { Resources } from "./resources.ts";
import type { meshConfig } from "./settings.ts";
import { startWorkers } from "./workers.ts";

export interface DataOptions {
  readonly bus: Bus;
  readonly config: Values<typeof meshConfig>;
  readonly databases: readonly Database<DomainEvent>[];
  readonly running: readonly RunningService[];
  readonly clock: Clock;
  readonly meter: Meter;
  readonly log: Logger;
}

/** What goes on beside the calls where data is kept: events, the services' workers, and tidying up. */
export function keepData({ config, ...options }: DataOptions, resources: Resources): void {
  resources.own(startEventing(options));
  const tidyUp = housekeeping({ ...options, retentionMs: config.database.requestKeyRetentionMs });
  const workers = options.running.flatMap((service) => service.workers ?? []);
  resources.own(startWorkers([tidyUp, ...workers], options.log));
}
