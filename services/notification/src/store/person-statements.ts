import { statement } from "#mesh/store";

/** Of the users $1. Who is sending one has lost the lease, and writes nothing of it. */
export const eraseMessages = statement<never>(
  "notification.person.messages",
  `UPDATE notifications SET email = '', subject = '', language_code = '',
     last_error = CASE state WHEN 'PENDING' THEN 'the person was erased' ELSE '' END,
     state = CASE state WHEN 'PENDING' THEN 'SKIPPED' ELSE state END, due_time = NULL, trouble_kind = NULL,
     trouble_since = NULL, lease_id = NULL, version = version + 1
   WHERE user_id = ANY ($1)`,
);
