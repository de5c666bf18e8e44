import type { Clock, DomainEvent, Logger } from "#mesh/kernel";
import { type Database, purgeRequestKeys } from "#mesh/store";
import type { Worker } from "./workers.ts";

export interface HousekeepingOptions {
  readonly databases: readonly Database<DomainEvent>[];
  /** How long a request key is kept; longer than any caller repeats and any consumer is retried. */
  readonly retentionMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

const hourMs = 3_600_000;

/** Deletes request keys past their retention, each hour. */
export function housekeeping({ databases, retentionMs, clock, log }: HousekeepingOptions): Worker {
  const clean = async (database: Database<DomainEvent>) => {
    const before = new Date(clock.now().getTime() - retentionMs);
    const purged = await purgeRequestKeys(database, { before });
    if (purged > 0) log.info("request keys purged", { schema: database.schema, purged });
  };
  return {
    name: "mesh.purge_request_keys",
    everyMs: hourMs,
    run: async () => {
      await Promise.all(databases.map(clean));
    },
  };
}
