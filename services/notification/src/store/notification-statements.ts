import { statement } from "#mesh/store";
import { columns, type NotificationRow } from "./notification-row.ts";

/** Keeps a message once, and skips one of the template $20 about the same occasion that nobody is sending yet. */
export const add = statement<never>(
  "notification.add",
  `WITH needless AS (
     UPDATE notifications SET state = 'SKIPPED', due_time = NULL, trouble_kind = NULL, trouble_since = NULL,
       last_error = 'overtaken by what followed', version = version + 1
     WHERE template_id = $20 AND occasion = $3 AND state = 'PENDING' AND lease_id IS NULL
   )
   INSERT INTO notifications (${columns})
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
   ON CONFLICT (template_id, occasion) DO NOTHING`,
);

/**
 * Puts up to $4 messages that are due at $3 under the lease $1 until $2, and says which of them the staff has words for. An
 * array, so that they are looked up by their ids whatever there is.
 */
export const takeDue = statement<NotificationRow & { readonly reworded: boolean }>(
  "notification.take_due",
  `UPDATE notifications SET lease_id = $1, due_time = $2, attempts = attempts + 1
   WHERE notification_id = ANY (ARRAY(
     SELECT notification_id FROM notifications WHERE due_time <= $3 ORDER BY due_time LIMIT $4 FOR UPDATE SKIP LOCKED
   )) RETURNING ${columns}, EXISTS (
     SELECT FROM templates WHERE templates.template_id = notifications.template_id AND text IS NOT NULL
   ) AS reworded`,
);

/** What can change of the message $1, if it is still under the lease $12, which ends. */
export const settle = statement<{ readonly notification_id: string }>(
  "notification.settle",
  `UPDATE notifications SET state = $2, language_code = $3, email = $4, subject = $5, last_error = $6, trouble_kind = $7,
     trouble_since = $8, due_time = $9, send_time = $10, version = $11, lease_id = NULL
   WHERE notification_id = $1 AND lease_id = $12 RETURNING notification_id`,
);

export const find = statement<NotificationRow>(
  "notification.find",
  `SELECT ${columns} FROM notifications WHERE notification_id = $1`,
);

export const lock = statement<NotificationRow>(
  "notification.lock",
  `SELECT ${columns} FROM notifications WHERE notification_id = $1 FOR UPDATE`,
);

/** Makes the message $1 one that is wanted once more. */
export const sendAgain = statement<never>(
  "notification.send_again",
  `UPDATE notifications SET state = 'PENDING', edition = $2, version = $3, due_time = $4, last_error = '',
     trouble_kind = NULL, trouble_since = NULL, send_time = NULL, lease_id = NULL
   WHERE notification_id = $1`,
);

const filters = ["state", "user_id", "order_id", "subject_id"] as const;

export type Filter = (typeof filters)[number];

/** $1 message before which the page starts, $2 rows, then the values of the filters, in their order. */
export const pageBy = (given: readonly Filter[]) => {
  const used = filters.filter((filter) => given.includes(filter));
  const conditions = used.map((filter, index) => ` AND ${filter} = $${index + 3}`).join("");
  return statement<NotificationRow>(
    ["notification.page", ...used].join("_by_"),
    `SELECT ${columns} FROM notifications WHERE notification_id < $1${conditions} ORDER BY notification_id DESC LIMIT $2`,
  );
};
