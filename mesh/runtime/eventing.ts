import { openPostgresBus, startRelay } from "#mesh/events";
import type { DomainEvent, Logger } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { RunningService } from "./define-service.ts";
import type { Closable } from "./resources.ts";

export interface EventingOptions {
  readonly url: string;
  readonly databases: readonly Database<DomainEvent>[];
  readonly running: readonly RunningService[];
  readonly log: Logger;
}

/** Relays each database's outbox to the bus, and delivers to the services' consumers. */
export async function startEventing({ databases, running, ...options }: EventingOptions): Promise<Closable> {
  const consumers = running.flatMap((service) => service.consumers ?? []);
  const bus = await openPostgresBus(options);
  for (const consumer of consumers) bus.subscribe(consumer);
  const relays = databases.map((database) => startRelay({ database, bus, log: options.log }));
  return {
    async close() {
      await Promise.all(relays.map((relay) => relay.close()));
      await bus.close();
    },
  };
}
