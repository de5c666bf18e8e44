import type { Reader } from "#mesh/store";
import type { WebhookStore } from "../app/ports.ts";
import * as sql from "./webhook-statements.ts";

/** The provider's events in PostgreSQL, a row each. */
export function postgresWebhookStore(database: Reader): WebhookStore {
  return {
    async keep({ eventId, type, reference }, known, now, due) {
      const [kept] = await database.query(sql.keep, [eventId, type, reference, now, due, known]);
      return kept !== undefined && kept.due_time !== null;
    },
    async takeDue(now, until) {
      const rows = await database.query(sql.takeDue, [now, until]);
      return rows.map(({ event_id, type, provider_reference, attempts }) => ({
        eventId: event_id,
        type,
        reference: provider_reference,
        attempts,
      }));
    },
    async settle(eventId, due) {
      await database.query(sql.settle, [eventId, due ?? null]);
    },
  };
}
