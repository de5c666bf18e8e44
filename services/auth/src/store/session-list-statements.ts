import { statement } from "#mesh/store";
import { lacksProof } from "./factor-statements.ts";

/** A row of `sessions` that lasts. */
export interface SessionRow {
  readonly session_id: string;
  readonly user_id: string;
  readonly user_agent: string;
  readonly address_range: string;
  readonly create_time: Date;
  readonly last_use_time: Date | null;
  readonly expire_time: Date;
  readonly is_impersonation: boolean;
}

/** Sessions of the user $1 before $2 that last at $4, $3 rows. */
export const page = statement<SessionRow>(
  "auth.session.page",
  `SELECT session_id, user_id, user_agent, address_range, create_time, last_use_time, expire_time,
     actor_user_id IS NOT NULL AS is_impersonation
   FROM sessions
   WHERE user_id = $1 AND session_id < $2 AND end_time IS NULL AND expire_time > $4
   ORDER BY session_id DESC LIMIT $3`,
);

/**
 * Ends the session $1 at $3, if it is of the user $2, or $2 is null; no row if there is none. Tells whether it is another
 * user's than $4, whose session $5 lacks a proof since $6.
 */
export const revoke = statement<{
  readonly user_id: string;
  readonly is_first: boolean;
  readonly lacks_proof: boolean;
}>(
  "auth.session.revoke",
  `WITH known AS (
     SELECT session_id, user_id, end_time FROM sessions
     WHERE session_id = $1 AND ($2::uuid IS NULL OR user_id = $2) FOR UPDATE),
   revoked AS (
     UPDATE sessions SET end_time = $3 FROM known
     WHERE sessions.session_id = known.session_id AND known.end_time IS NULL
     RETURNING known.session_id)
   SELECT user_id, EXISTS (SELECT FROM revoked) AS is_first,
     user_id <> $4 AND ${lacksProof("$4", "$5", "$6")} AS lacks_proof
   FROM known`,
);
