import { statement } from "#mesh/store";

/** Locks the accounts of the users $1. */
export const lock = statement<{
  readonly user_id: string;
  readonly version: bigint;
  readonly auth_version: bigint;
}>("auth.person.lock", "SELECT user_id, version, auth_version FROM accounts WHERE user_id = ANY ($1) FOR UPDATE");

/** Ends their sessions at $2; that they ended is kept until their tokens have expired. */
export const endSessions = statement<never>(
  "auth.person.end_sessions",
  `UPDATE sessions SET end_time = coalesce(end_time, $2), user_agent = '', address_range = '', reason = ''
   WHERE user_id = ANY ($1)`,
);

export const eraseFailures = statement<never>(
  "auth.person.failures",
  `DELETE FROM sign_in_failures USING accounts
   WHERE user_id = ANY ($1) AND email_hash = sha256(convert_to(email, 'UTF8'))`,
);

/** Of the users $1. */
export const eraseCredentials = ["codes", "api_keys", "factors", "recovery_codes", "identities", "accounts"].map(
  (table) => statement<never>(`auth.person.${table}`, `DELETE FROM ${table} WHERE user_id = ANY ($1)`),
);
