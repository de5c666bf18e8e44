import type { Chapter } from "../check.ts";

/** Invariant 4: what was committed is told, and heard by all who listen. Soft schemas may be absent. */
export function events(schemas: readonly string[], softSchemas: readonly string[]): Chapter {
  return {
    title: "Events",
    checks: [
      { title: "committed events are in the log", sql: schemas.map(unrelayed).join(" UNION ALL ") },
      ...softSchemas.map((schema) => ({
        title: `committed events of ${schema} are in the log`,
        needs: [schema],
        sql: unrelayed(schema),
      })),
      {
        title: "no consumer gave an event up",
        sql: `
        SELECT consumer AS subject, format('position %s after %s attempts: %s', position, attempts, reason) AS problem
        FROM bus.deliveries WHERE dead`,
      },
    ],
  };
}

function unrelayed(schema: string): string {
  return `
        SELECT '${schema}: ' || subject AS subject, format('event %s was not relayed', event_id) AS problem
        FROM "${schema}".outbox WHERE position IS NULL`;
}
