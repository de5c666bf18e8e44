import { statement, telling } from "#mesh/store";
import type { CodePurpose } from "../domain/code-purpose.ts";
import { type AccountRow, accountColumns } from "./account-row.ts";

/**
 * Keeps the code $1 of the user $2 for $3, good until $4, asked for at $5, in place of the one before it, unless $7 were
 * since $6. `since` is null, or when those too many began; the row may be missing if they began just now. Rows are
 * written alike for a user without an account; only the event is not kept.
 */
export const request = telling<{ since: Date | null }>(
  "auth.code.request",
  7,
  (told) => `WITH coded AS (
     INSERT INTO codes AS code (code_id, user_id, purpose, expire_time, tries, requests, count_time)
     VALUES ($1, $2, $3, $4, 0, 1, $5)
     ON CONFLICT (user_id, purpose) DO UPDATE SET
       code_id = excluded.code_id, expire_time = excluded.expire_time, tries = 0, use_time = NULL,
       requests = CASE WHEN code.count_time <= $6 THEN 1 ELSE code.requests + 1 END,
       count_time = CASE WHEN code.count_time <= $6 THEN excluded.count_time ELSE code.count_time END
     WHERE code.count_time <= $6 OR code.requests < $7
     RETURNING user_id),
   known AS (
     SELECT user_id FROM coded JOIN accounts USING (user_id))${told("known")}
   SELECT NULL::timestamptz AS since FROM coded
   UNION ALL
   SELECT count_time FROM codes WHERE user_id = $2 AND purpose = $3 AND NOT EXISTS (SELECT FROM coded)`,
);

/** Counts a try of the code of the user $1 for $2 at $3, of $4 at most. */
export const countTry = statement<{ code_id: string }>(
  "auth.code.count_try",
  `UPDATE codes SET tries = tries + 1
   WHERE user_id = $1 AND purpose = $2 AND use_time IS NULL AND expire_time > $3 AND tries < $4
   RETURNING code_id`,
);

/** The code $1 with its account, if it is good at $2. */
export const find = statement<AccountRow & { purpose: CodePurpose; expire_time: Date }>(
  "auth.code.find",
  `SELECT ${accountColumns}, purpose, expire_time FROM codes JOIN accounts USING (user_id)
   WHERE code_id = $1 AND use_time IS NULL AND expire_time > $2`,
);

/**
 * Uses the code $1 of the user $2 at $3 for their account, which is locked and gets the version $4, the version of access
 * $5, the update time $8 and a verified e-mail. With the hash of a password, $6, that is set, their sessions end, and the
 * failures of the e-mail's hash $7 are forgotten. No row, and nothing done, if the code is no longer good.
 */
export const use = statement<{ user_id: string }>(
  "auth.code.use",
  `WITH used AS (
     UPDATE codes SET use_time = $3
     WHERE code_id = $1 AND user_id = $2 AND use_time IS NULL AND expire_time > $3
     RETURNING user_id),
   saved AS (
     UPDATE accounts SET version = $4, auth_version = $5, email_verified = true, update_time = $8,
       password_hash = coalesce($6, password_hash)
     FROM used WHERE accounts.user_id = used.user_id),
   ended AS (
     UPDATE sessions SET end_time = $3 FROM used
     WHERE sessions.user_id = used.user_id AND end_time IS NULL AND $6::text IS NOT NULL),
   forgotten AS (
     DELETE FROM sign_in_failures USING used WHERE email_hash = $7 AND $6::text IS NOT NULL)
   SELECT user_id FROM used`,
);
