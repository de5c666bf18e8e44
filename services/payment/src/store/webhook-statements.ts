import { statement } from "#mesh/store";

export interface WebhookRow {
  readonly event_id: string;
  readonly type: string;
  readonly provider_reference: string;
  readonly attempts: number;
}

/** $4 now, $5 when another may take it up, $6 states of the payment in which nothing is left to be done. */
export const keep = statement<{ readonly due_time: Date | null }>(
  "webhook.keep",
  `INSERT INTO webhook_events (event_id, type, provider_reference, receive_time, due_time, attempts)
   SELECT $1, $2, $3, $4, CASE WHEN $3 = '' OR EXISTS (
     SELECT FROM payments WHERE provider_reference = $3 AND provider_reference <> '' AND state = ANY ($6::text[])
   ) THEN NULL ELSE $5::timestamptz END, 0
   ON CONFLICT (event_id) DO NOTHING
   RETURNING due_time`,
);

export const takeDue = statement<WebhookRow>(
  "webhook.take_due",
  `UPDATE webhook_events SET due_time = $2, attempts = attempts + 1
   WHERE event_id IN (
     SELECT event_id FROM webhook_events WHERE due_time <= $1 ORDER BY due_time LIMIT 20 FOR UPDATE SKIP LOCKED)
   RETURNING event_id, type, provider_reference, attempts`,
);

export const settle = statement<never>("webhook.settle", "UPDATE webhook_events SET due_time = $2 WHERE event_id = $1");
