import type { Consumer, EventLog } from "#mesh/events";
import { runDetached } from "#mesh/kernel";
import type { SearchUseCases } from "../app/use-cases.ts";
import { type CatalogueEvent, catalogueSubjects, decodeChanges } from "./decode-changes.ts";
import { gather } from "./gather.ts";

/** Events taken in by one statement at most. */
const concurrency = 50;

/** Keeps the index up with the catalogue. Versions tell repeats and late events apart: no inbox is needed. */
export function catalogueConsumer(app: SearchUseCases, subscribed: (log: EventLog) => void): Consumer {
  const take = gather((events: readonly CatalogueEvent[]) =>
    runDetached({ onBehalfOf: "" }, () => app.takeChanges(decodeChanges(events))),
  );
  return {
    name: "search.catalogue",
    subjects: catalogueSubjects,
    concurrency,
    subscribed,
    handle: ({ envelope: { subject, version, payload } }) => take({ subject, version, payload }),
  };
}
