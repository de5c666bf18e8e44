import { statement } from "#mesh/store";
import { type AccountRow, accountColumns as columns } from "./account-row.ts";

export const find = statement<AccountRow>("auth.account.find", `SELECT ${columns} FROM accounts WHERE user_id = $1`);

export const findByEmail = statement<AccountRow>(
  "auth.account.find_by_email",
  `SELECT ${columns} FROM accounts WHERE email = $1`,
);

/** $1 time and $2 user of the account after which the page starts, $3 rows. */
export const page = statement<AccountRow>(
  "auth.account.page",
  `SELECT ${columns} FROM accounts WHERE (create_time, user_id) < ($1, $2)
   ORDER BY create_time DESC, user_id DESC LIMIT $3`,
);

export const lock = statement<AccountRow>(
  "auth.account.lock",
  `SELECT ${columns} FROM accounts WHERE user_id = $1 FOR UPDATE`,
);

/**
 * $10 is the hash of the password, $11 the account's first session with the token's hash $12, good until $13, and $14 the
 * code for its e-mail, good until $15; or null. $16 and $17 are what the session is told apart by.
 */
export const insert = statement<never>(
  "auth.account.insert",
  `WITH account AS (
     INSERT INTO accounts (${columns}, password_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     RETURNING user_id, create_time),
   session AS (
     INSERT INTO sessions (session_id, user_id, create_time, expire_time, user_agent, address_range)
     SELECT $11::uuid, user_id, create_time, $13::timestamptz, $16, $17 FROM account WHERE $11::uuid IS NOT NULL
     RETURNING session_id),
   code AS (
     INSERT INTO codes (code_id, user_id, purpose, expire_time, tries, requests, count_time)
     SELECT $14::uuid, user_id, 'VERIFY_EMAIL', $15::timestamptz, 0, 1, create_time FROM account
     WHERE $14::uuid IS NOT NULL)
   INSERT INTO refresh_tokens (token_hash, session_id, expire_time)
   SELECT $12::bytea, session_id, $13::timestamptz FROM session`,
);

/** Keeps an account without a password, and nothing else. */
export const insertAlone = statement<never>(
  "auth.account.insert_alone",
  `INSERT INTO accounts (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
);

/** Keeps accounts of the users $1 with the e-mails $2, and so on, whose e-mails have none, at $6. */
export const insertMissing = statement<{ readonly user_id: string }>(
  "auth.account.insert_missing",
  `INSERT INTO accounts (${columns}, password_hash)
   SELECT user_id, 1, 1, email, email_verified, display_name, '{customer}', $6, $6, password_hash
   FROM unnest($1::uuid[], $2::text[], $3::boolean[], $4::text[], $5::text[])
     AS missing (user_id, email, email_verified, display_name, password_hash)
   ORDER BY email
   ON CONFLICT (email) DO NOTHING
   RETURNING user_id`,
);

export const findByEmails = statement<{ readonly user_id: string; readonly email: string }>(
  "auth.account.find_by_emails",
  "SELECT user_id, email FROM accounts WHERE email = ANY ($1)",
);

export const update = statement<never>(
  "auth.account.update",
  `UPDATE accounts SET version = $2, auth_version = $3, email = $4, email_verified = $5, display_name = $6, roles = $7,
     create_time = $8, update_time = $9
   WHERE user_id = $1`,
);

/** Locks the account $1 if the hash of its password is still $2 and its e-mail's hash $3 is not locked at $4. */
export const lockVerified = statement<AccountRow>(
  "auth.account.lock_verified",
  `SELECT ${columns} FROM accounts
   WHERE user_id = $1 AND password_hash = $2
     AND NOT EXISTS (SELECT FROM sign_in_failures WHERE email_hash = $3 AND lock_time > $4)
   FOR UPDATE`,
);

/** Ends the sessions of the user $1 but $2, at $3. Impersonations stay when they are over, and are none that ended then. */
export const endOthers = statement<{ session_id: string }>(
  "auth.account.end_others",
  `UPDATE sessions SET end_time = $3 WHERE user_id = $1 AND session_id <> $2 AND end_time IS NULL
     AND (actor_user_id IS NULL OR expire_time > $3)
   RETURNING session_id`,
);

/**
 * Gives the account $1 the versions $2 and $3 and the password's hash $4 at $5; failures of the hash $6 are forgotten, and
 * a code that would reset the password is good no more.
 */
export const setPassword = statement<never>(
  "auth.account.set_password",
  `WITH forgotten AS (DELETE FROM sign_in_failures WHERE email_hash = $6),
   ended AS (
     UPDATE codes SET use_time = $5 WHERE user_id = $1 AND purpose = 'RESET_PASSWORD' AND use_time IS NULL)
   UPDATE accounts SET version = $2, auth_version = $3, password_hash = $4, update_time = $5 WHERE user_id = $1`,
);

/**
 * Ends the sessions of the account $1 at $2; answers with its versions if there were any. The account is locked before
 * them, as by all others.
 */
export const endSessions = statement<{ version: bigint; auth_version: bigint }>(
  "auth.account.end_sessions",
  `WITH account AS (
     SELECT user_id FROM accounts WHERE user_id = $1 FOR UPDATE),
   ended AS (
     UPDATE sessions SET end_time = $2
     WHERE user_id = (SELECT user_id FROM account) AND end_time IS NULL
     RETURNING session_id)
   UPDATE accounts SET version = version + 1, auth_version = auth_version + 1, update_time = $2
   WHERE user_id = $1 AND EXISTS (SELECT FROM ended)
   RETURNING version, auth_version`,
);

/** Ends the session $2 of the guest $1, at $3, for good at $4; no row if they have an account, or it had ended. */
export const endGuest = statement<{ session_id: string }>(
  "auth.account.end_guest",
  `INSERT INTO sessions (session_id, user_id, create_time, expire_time, end_time)
   SELECT $2::uuid, $1::uuid, $3::timestamptz, $4::timestamptz, $3::timestamptz
   WHERE NOT EXISTS (SELECT FROM accounts WHERE user_id = $1)
   ON CONFLICT (session_id) DO NOTHING RETURNING session_id`,
);
