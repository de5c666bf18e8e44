import { statement } from "#mesh/store";
import type { FactorKind } from "../domain/factor.ts";
import type { AccessRow } from "./access-row.ts";
import { lacksProof } from "./factor-statements.ts";
import { shopPermissions } from "./role-statements.ts";

/** What the e-mail $1, of the hash $2, signs in with. */
export const findCredentials = statement<{
  readonly user_id: string | null;
  readonly password_hash: string | null;
  readonly factor_kinds: readonly FactorKind[];
  readonly lock_time: Date | null;
}>(
  "auth.sign_in.find",
  `SELECT accounts.user_id, accounts.password_hash, sign_in_failures.lock_time,
     ARRAY(
       SELECT DISTINCT kind FROM factors
       WHERE factors.user_id = accounts.user_id AND confirm_time IS NOT NULL ORDER BY kind) AS factor_kinds
   FROM (SELECT $1::text AS email, $2::bytea AS email_hash) AS asked
   LEFT JOIN accounts USING (email)
   LEFT JOIN sign_in_failures USING (email_hash)`,
);

/** What the account $1 signs in with. */
export const findOwnCredentials = statement<{
  readonly email: string;
  readonly password_hash: string | null;
  readonly lock_time: Date | null;
}>(
  "auth.sign_in.find_own",
  `SELECT email, password_hash, lock_time
   FROM accounts LEFT JOIN sign_in_failures ON email_hash = sha256(convert_to(email, 'UTF8'))
   WHERE user_id = $1`,
);

/** Replaces the hash $2 of the account $1 by $3; no row if it is another. */
export const replaceHash = statement<{ readonly user_id: string }>(
  "auth.sign_in.replace_hash",
  "UPDATE accounts SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2 RETURNING user_id",
);

/** The failures there will be: one more, or the first again if the last one was before $3. */
const failuresThen = "CASE WHEN failed.last_time < $3 THEN 1 ELSE failed.failures + 1 END";
const pauseAfter = (failures: string) =>
  `($4::integer[])[least(${failures}, cardinality($4::integer[]))] * interval '1 millisecond'`;

/** Counts a failure of the e-mail's hash $1 at $2, after which $4 are the pauses; no row while it is locked. */
export const countFailure = statement<{ failures: number }>(
  "auth.sign_in.fail",
  `INSERT INTO sign_in_failures AS failed (email_hash, failures, lock_time, last_time)
   VALUES ($1, 1, $2::timestamptz + ${pauseAfter("1")}, $2)
   ON CONFLICT (email_hash) DO UPDATE SET
     failures = ${failuresThen}, lock_time = $2::timestamptz + ${pauseAfter(failuresThen)}, last_time = $2
   WHERE failed.lock_time <= $2
   RETURNING failures`,
);

const insertSession =
  "INSERT INTO sessions (session_id, user_id, create_time, expire_time, user_agent, address_range, proof_time)";
const insertToken = `INSERT INTO refresh_tokens (token_hash, session_id, expire_time)`;

/**
 * Opens the session $1 of the user $2 with the token's hash $3, from $4 to $5, if the hash of the password is still $6 and
 * the e-mail's hash $7 is not locked; its failures are forgotten. $8 and $9 are what it is told apart by.
 * If $10 is true, it has shown a proof now; else the account must have no factor. The share lock makes it wait for a change of the
 * password, and that wait for it, so that no session outlives the password it was opened with. What the account may do is
 * read as it was when the statement began, together with the version: a role that changed meanwhile has ended that.
 */
export const signIn = statement<AccessRow>(
  "auth.session.sign_in",
  `WITH account AS (
     SELECT user_id FROM accounts
     WHERE user_id = $2 AND password_hash = $6
       AND ($10::boolean OR NOT EXISTS (SELECT FROM factors WHERE factors.user_id = $2 AND confirm_time IS NOT NULL))
       AND NOT EXISTS (SELECT FROM sign_in_failures WHERE email_hash = $7 AND lock_time > $4)
     FOR SHARE),
   session AS (
     ${insertSession} SELECT $1::uuid, user_id, $4::timestamptz, $5::timestamptz, $8, $9,
       CASE WHEN $10::boolean THEN $4::timestamptz END
     FROM account
     RETURNING session_id),
   token AS (
     ${insertToken} SELECT $3::bytea, session_id, $5::timestamptz FROM session),
   forgotten AS (
     DELETE FROM sign_in_failures WHERE email_hash = $7 AND lock_time <= $4)
   SELECT roles, auth_version, ${shopPermissions("accounts.roles")} FROM accounts JOIN account USING (user_id)`,
);

/**
 * Opens the session $1 of the user $2 with the token's hash $3, from $4 to $5; $6 and $7 tell it apart. If $8 is true, a proof was
 * shown now; else there must be no factor.
 */
export const openProven = statement<AccessRow>(
  "auth.session.open_proven",
  `WITH session AS (
     ${insertSession} SELECT $1::uuid, $2::uuid, $4::timestamptz, $5::timestamptz, $6, $7,
       CASE WHEN $8::boolean THEN $4::timestamptz END
     WHERE $8::boolean OR NOT EXISTS (SELECT FROM factors WHERE factors.user_id = $2 AND confirm_time IS NOT NULL)
     RETURNING user_id, session_id),
   token AS (
     ${insertToken} SELECT $3::bytea, session_id, $5::timestamptz FROM session)
   SELECT roles, auth_version, ${shopPermissions("accounts.roles")} FROM accounts JOIN session USING (user_id)`,
);

/**
 * Exchanges the token of the hash $1 for that of the hash $2, at $3, good until $4. Of several at once one gets a row:
 * the others wait for its update and find the token exchanged. $5 and $6 are what the session is told apart by from now
 * on, if they are known.
 */
export const exchange = statement<AccessRow & { readonly session_id: string; readonly user_id: string }>(
  "auth.session.exchange",
  `WITH exchanged AS (
     UPDATE refresh_tokens AS token SET exchange_time = $3
     FROM sessions AS session JOIN accounts AS account USING (user_id)
     WHERE token.token_hash = $1 AND token.exchange_time IS NULL AND token.expire_time > $3
       AND session.session_id = token.session_id AND session.end_time IS NULL
     RETURNING session.session_id, user_id, account.roles, account.auth_version, ${shopPermissions("account.roles")}),
   prolonged AS (
     UPDATE sessions SET expire_time = $4, last_use_time = $3, user_agent = coalesce(nullif($5, ''), user_agent),
       address_range = coalesce(nullif($6, ''), address_range)
     FROM exchanged WHERE sessions.session_id = exchanged.session_id),
   child AS (
     ${insertToken} SELECT $2::bytea, session_id, $4::timestamptz FROM exchanged)
   SELECT * FROM exchanged`,
);

/** The session of the token of the hash $1, if it was exchanged and would still be good at $2. */
export const findReused = statement<{ readonly session_id: string; readonly user_id: string }>(
  "auth.session.find_reused",
  `SELECT session_id, user_id FROM refresh_tokens JOIN sessions USING (session_id)
   WHERE token_hash = $1 AND exchange_time IS NOT NULL AND refresh_tokens.expire_time > $2`,
);

/** Ends the session $1 of the user $2 at $3, a guest's until $4 when no token of it lives; no row if it had ended. */
export const end = statement<{ readonly session_id: string }>(
  "auth.session.end",
  `INSERT INTO sessions AS session (session_id, user_id, create_time, expire_time, end_time)
   VALUES ($1, $2, $3, $4, $3)
   ON CONFLICT (session_id) DO UPDATE SET end_time = excluded.end_time WHERE session.end_time IS NULL
   RETURNING session_id`,
);

export const findEnded = statement<{ readonly session_id: string }>(
  "auth.session.find_ended",
  "SELECT session_id FROM sessions WHERE session_id = $1 AND end_time IS NOT NULL",
);

/**
 * Whether the staff acts for the user in the session $1, whether it has ended, or the access of the user $2 of the version $3, and whether it lacks a proof since $4;
 * one row.
 */
export const findAccess = statement<{
  readonly has_ended: boolean;
  readonly lacks_proof: boolean;
  readonly is_impersonation: boolean;
}>(
  "auth.session.find_access",
  `SELECT EXISTS (SELECT FROM sessions WHERE session_id = $1 AND end_time IS NOT NULL)
       OR EXISTS (SELECT FROM accounts WHERE user_id = $2 AND auth_version > $3) AS has_ended,
     ${lacksProof("$2", "$1", "$4")} AS lacks_proof,
     EXISTS (SELECT FROM sessions WHERE session_id = $1 AND actor_user_id IS NOT NULL) AS is_impersonation`,
);

const purge = (name: string, table: string, key: string, time: string, only = "true") =>
  statement<{ readonly key: unknown }>(
    `auth.purge.${name}`,
    `DELETE FROM ${table} WHERE ${key} = ANY (ARRAY(
       SELECT ${key} FROM ${table} WHERE ${time} < $1 AND ${only} LIMIT $2 FOR UPDATE SKIP LOCKED))
     RETURNING ${key} AS key`,
  );

/** Deletes what ended before $1, $2 rows at most. */
export const purges = {
  refreshTokens: purge("refresh_tokens", "refresh_tokens", "token_hash", "expire_time"),
  sessions: purge("sessions", "sessions", "session_id", "expire_time", "actor_user_id IS NULL"),
  codes: purge("codes", "codes", "code_id", "expire_time"),
  failures: purge("failures", "sign_in_failures", "email_hash", "last_time"),
  challenges: purge("passkey_challenges", "passkey_challenges", "challenge", "expire_time"),
  providerSignIns: purge("provider_sign_ins", "provider_sign_ins", "state_hash", "expire_time"),
  apiKeys: purge("api_keys", "api_keys", "api_key_id", "revoke_time"),
} as const;
