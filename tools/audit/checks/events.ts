import type { Chapter } from "../check.ts";

/** Invariant 4: what was committed is told, and heard by all who listen. */
export function events(schemas: readonly string[]): Chapter {
  const outboxes = schemas.map(
    (schema) => `
        SELECT '${schema}: ' || subject AS subject, format('event %s was not relayed', event_id) AS problem
        FROM "${schema}".outbox WHERE position IS NULL`,
  );
  return {
    title: "Events",
    checks: [
      { title: "committed events are in the log", sql: outboxes.join(" UNION ALL ") },
      {
        title: "no consumer gave an event up",
        sql: `
        SELECT consumer AS subject, format('position %s after %s attempts: %s', position, attempts, reason) AS problem
        FROM bus.deliveries WHERE dead`,
      },
    ],
  };
}
