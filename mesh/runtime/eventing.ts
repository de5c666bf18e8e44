import type { Meter } from "@opentelemetry/api";
import { observeLag, openPostgresBus, startRelay } from "#mesh/events";
import type { DomainEvent, Logger } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { RunningService } from "./define-service.ts";
import type { Closable } from "./resources.ts";

export interface EventingOptions {
  readonly url: string;
  readonly databases: readonly Database<DomainEvent>[];
  readonly running: readonly RunningService[];
  readonly meter: Meter;
  readonly log: Logger;
}

/** Relays each database's outbox to the bus, delivers to the services' consumers, and measures how far they are behind. */
export async function startEventing({ databases, running, meter, ...options }: EventingOptions): Promise<Closable> {
  const bus = await openPostgresBus(options);
  try {
    for (const { consumers = [] } of running) for (const consumer of consumers) bus.subscribe(consumer);
  } catch (error) {
    await bus.close();
    throw error;
  }
  const stopObserving = observeLag(meter, bus);
  const relays = databases.map((database) => startRelay({ database, bus, log: options.log }));
  return {
    async close() {
      stopObserving();
      await Promise.all(relays.map((relay) => relay.close()));
      await bus.close();
    },
  };
}
