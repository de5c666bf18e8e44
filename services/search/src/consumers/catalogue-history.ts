import type { EventLog } from "#mesh/events";
import { refuse } from "#mesh/kernel";
import type { CatalogueLog } from "../app/ports.ts";
import { catalogueSubjects, decodeChanges } from "./decode-changes.ts";

/** Positions of the log read, and taken in, at once. */
const stretch = 500;

/** The log as far as it tells of the catalogue; it can be read from when the consumer was subscribed. */
export function catalogueHistory(): CatalogueLog & { subscribed(log: EventLog): void } {
  let log: EventLog | undefined;
  return {
    subscribed(subscribed) {
      log = subscribed;
    },
    async read(after) {
      if (log === undefined) throw refuse("SERVICE_UNAVAILABLE", { metadata: { service: "search" } });
      const { events, position, end } = await log.read({ after, length: stretch, subjects: catalogueSubjects });
      return { changes: decodeChanges(events), position, logEnd: end };
    },
  };
}
