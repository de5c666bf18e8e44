import { statement } from "#mesh/store";
import type { FactorKind } from "../domain/factor.ts";

export interface IdentityRow {
  readonly identity_id: string;
  readonly user_id: string;
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly create_time: Date;
}

const columns = "identity_id, user_id, provider, issuer, subject, email, create_time";

/** The account of the identity $2 of the issuer $1, else that of the e-mail $3. */
export const findClaimed = statement<{
  readonly user_id: string;
  readonly email_verified: boolean;
  readonly is_linked: boolean;
  readonly factor_kinds: readonly FactorKind[];
}>(
  "auth.identity.find_claimed",
  `SELECT user_id, email_verified, is_linked, ARRAY(
       SELECT DISTINCT kind FROM factors
       WHERE factors.user_id = accounts.user_id AND confirm_time IS NOT NULL ORDER BY kind) AS factor_kinds
   FROM (
     SELECT user_id, true AS is_linked FROM identities WHERE issuer = $1 AND subject = $2
     UNION ALL
     SELECT user_id, false FROM accounts WHERE email = $3 AND $3 <> ''
   ) AS claimed JOIN accounts USING (user_id)
   ORDER BY is_linked DESC LIMIT 1`,
);

export interface ReturnedRow {
  readonly issuer: string;
  readonly subject: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly display_name: string;
}

const returned = "issuer, subject, email, email_verified, display_name";

/** What came back with the state of the hash $1 and was not completed. */
export const findReturned = statement<ReturnedRow>(
  "auth.provider_sign_in.find",
  `SELECT ${returned} FROM provider_sign_ins WHERE state_hash = $1 AND NOT completed`,
);

/** Keeps what came back with the state of the hash $1 until $7; no row if something did. */
export const keepReturned = statement<{ readonly expire_time: Date }>(
  "auth.provider_sign_in.keep",
  `INSERT INTO provider_sign_ins (state_hash, ${returned}, expire_time) VALUES ($1, $2, $3, $4, $5, $6, $7)
   ON CONFLICT DO NOTHING RETURNING expire_time`,
);

/** Completes what came back with the state of the hash $1, once, if it lasts at $2. */
export const completeReturned = statement<{ readonly issuer: string }>(
  "auth.provider_sign_in.complete",
  `UPDATE provider_sign_ins SET completed = true, email = '', display_name = ''
   WHERE state_hash = $1 AND NOT completed AND expire_time > $2 RETURNING issuer`,
);

/** Keeps the identity unless it is there; whose it is. */
export const keep = statement<{ readonly user_id: string; readonly is_new: boolean }>(
  "auth.identity.keep",
  `WITH kept AS (
     INSERT INTO identities (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (issuer, subject) DO NOTHING RETURNING user_id)
   SELECT user_id, true AS is_new FROM kept
   UNION ALL SELECT user_id, false FROM identities WHERE issuer = $4 AND subject = $5`,
);

/** Identities of the user $1 before $2, $3 rows. */
export const page = statement<IdentityRow>(
  "auth.identity.page",
  `SELECT ${columns} FROM identities WHERE user_id = $1 AND identity_id < $2 ORDER BY identity_id DESC LIMIT $3`,
);

/** Removes the identity $1 of the user $2. */
export const remove = statement<{ readonly identity_id: string }>(
  "auth.identity.remove",
  "DELETE FROM identities WHERE identity_id = $1 AND user_id = $2 RETURNING identity_id",
);

/** Whether the user $1 can sign in by a password, a passkey or an identity. */
export const canSignIn = statement<{ readonly can: boolean }>(
  "auth.identity.can_sign_in",
  `SELECT EXISTS (SELECT FROM accounts WHERE user_id = $1 AND password_hash IS NOT NULL)
     OR EXISTS (SELECT FROM factors WHERE user_id = $1 AND credential_id IS NOT NULL)
     OR EXISTS (SELECT FROM identities WHERE user_id = $1) AS can`,
);
