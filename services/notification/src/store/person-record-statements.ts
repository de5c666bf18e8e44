import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  notifications: statement<Document>(
    "notification.person.export_notifications",
    `SELECT (to_jsonb(notifications) - '{edition,attempts,last_error,trouble_kind,trouble_since,due_time,version,lease_id}'::text[])::text
     AS document
   FROM notifications WHERE user_id = ANY ($1) ORDER BY notification_id`,
  ),
} as const;
