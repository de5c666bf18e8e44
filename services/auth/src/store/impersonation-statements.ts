import { statement } from "#mesh/store";
import { shopPermissions } from "./role-statements.ts";

/**
 * Opens the session $1 of the user $2, from $3 to $4, in which $5 acts for the reason $6. What the user may do is read as it
 * was when the statement began, together with the version.
 */
export const start = statement<{
  readonly roles: readonly string[];
  readonly shop_permissions: readonly string[];
  readonly auth_version: bigint;
}>(
  "auth.impersonation.start",
  `WITH account AS (SELECT user_id FROM accounts WHERE user_id = $2 FOR SHARE),
   session AS (
     INSERT INTO sessions (session_id, user_id, create_time, expire_time, actor_user_id, reason)
     SELECT $1::uuid, user_id, $3::timestamptz, $4::timestamptz, $5::uuid, $6 FROM account)
   SELECT roles, auth_version, ${shopPermissions("accounts.roles")} FROM accounts JOIN account USING (user_id)`,
);

export interface ImpersonationRow {
  readonly session_id: string;
  readonly user_id: string;
  readonly actor_user_id: string;
  readonly reason: string;
  readonly create_time: Date;
  readonly expire_time: Date;
  readonly end_time: Date | null;
}

/** Before $1, of the user $2, or of all if that is null; $3 rows. */
export const page = statement<ImpersonationRow>(
  "auth.impersonation.page",
  `SELECT session_id, user_id, actor_user_id, reason, create_time, expire_time,
     CASE WHEN end_time < expire_time THEN end_time END AS end_time
   FROM sessions
   WHERE actor_user_id IS NOT NULL AND session_id < $1 AND ($2::uuid IS NULL OR user_id = $2)
   ORDER BY session_id DESC LIMIT $3`,
);
