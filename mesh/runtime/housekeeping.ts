import type { Clock, DomainEvent, Logger } from "#mesh/kernel";
import { type Database, purgeRequestKeys } from "#mesh/store";
import type { Closable } from "./resources.ts";

export interface HousekeepingOptions {
  readonly databases: readonly Database<DomainEvent>[];
  /** How long a request key is kept; longer than any caller repeats and any consumer is retried. */
  readonly retentionMs: number;
  readonly clock: Clock;
  readonly log: Logger;
  /** Milliseconds between two rounds; default an hour. */
  readonly everyMs?: number;
}

/** Deletes request keys past their retention, round after round. A round that fails is logged and left to the next. */
export function startHousekeeping(options: HousekeepingOptions): Closable {
  const { databases, retentionMs, clock, log, everyMs = 3_600_000 } = options;
  let round = Promise.resolve();
  const clean = async (database: Database<DomainEvent>) => {
    const before = new Date(clock.now().getTime() - retentionMs);
    const purged = await purgeRequestKeys(database, { before });
    if (purged > 0) log.info("request keys purged", { schema: database.schema, purged });
  };
  const timer = setInterval(() => {
    round = round
      .then(() => Promise.all(databases.map(clean)))
      .then(
        () => undefined,
        (error: unknown) => log.warn("request keys could not be purged", { error }),
      );
  }, everyMs).unref();
  return {
    async close() {
      clearInterval(timer);
      await round;
    },
  };
}
