import type { Meter } from "@opentelemetry/api";
import { type Bus, observeLag, startRelay } from "#mesh/events";
import type { DomainEvent, Logger } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { RunningService } from "./define-service.ts";
import type { Closable } from "./resources.ts";

export interface EventingOptions {
  readonly bus: Bus;
  readonly databases: readonly Database<DomainEvent>[];
  readonly running: readonly RunningService[];
  readonly meter: Meter;
  readonly log: Logger;
}

/** Relays each database's outbox to the bus, delivers to the services' consumers, and measures how far they are behind. */
export function startEventing({ bus, databases, running, meter, log }: EventingOptions): Closable {
  for (const { consumers = [] } of running) for (const consumer of consumers) bus.subscribe(consumer);
  const stopObserving = observeLag(meter, bus);
  const relays = databases.map((database) => startRelay({ database, bus, log }));
  return {
    async close() {
      stopObserving();
      await Promise.all(relays.map((relay) => relay.close()));
    },
  };
}
