import { statement } from "#mesh/store";
import type { FactorKind } from "../domain/factor.ts";

export interface FactorRow {
  readonly factor_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly create_time: Date;
  readonly kind: FactorKind;
}

/** Of an authenticator app. */
export interface SealedFactorRow extends FactorRow {
  readonly kind: "TOTP";
  readonly sealed_secret: Buffer;
  readonly key_id: string;
  readonly confirm_time: Date | null;
}

const columns = "factor_id, user_id, name, create_time, kind";
const sealedColumns = `${columns}, sealed_secret, key_id, confirm_time`;

/** What is known of the account with each of its factors. */
export interface OwnRow {
  readonly email: string;
  readonly lock_time: Date | null;
  readonly code_id: string | null;
  readonly code_expire_time: Date | null;
}

/** The account $1 with each of its factors, and the code that was sent and not used; one row if it has no factor. */
export const findOwn = statement<
  OwnRow &
    (
      | SealedFactorRow
      | { readonly kind: "EMAIL" }
      | { readonly kind: "PASSKEY"; readonly credential_id: Buffer | null }
      | { readonly [column in keyof SealedFactorRow]: null }
    )
>(
  "auth.factor.find_own",
  `SELECT email, lock_time, factor_id, accounts.user_id, name, factors.create_time, kind, sealed_secret, key_id,
     confirm_time, credential_id, code_id, codes.expire_time AS code_expire_time
   FROM accounts LEFT JOIN factors USING (user_id)
   LEFT JOIN sign_in_failures ON email_hash = sha256(convert_to(email, 'UTF8'))
   LEFT JOIN codes ON codes.user_id = accounts.user_id AND purpose = 'SECOND_FACTOR' AND use_time IS NULL
   WHERE accounts.user_id = $1`,
);

const unlocked = (emailHash: string, now: string) =>
  `NOT EXISTS (SELECT FROM sign_in_failures WHERE email_hash = ${emailHash} AND lock_time > ${now})`;

/** Takes the step $3 of the factor $1 of the user $2, once, and none before it; not while the e-mail's hash $4 is locked at $5. */
export const useStep = statement<{ readonly factor_id: string }>(
  "auth.factor.use_step",
  `UPDATE factors SET last_step = $3
   WHERE factor_id = $1 AND user_id = $2 AND last_step < $3 AND ${unlocked("$4", "$5")}
   RETURNING factor_id`,
);

/** Takes the code $1 that was sent to the user $2, once, if it is good at $4; not while the e-mail's hash $3 is locked then. */
export const useSentCode = statement<{ readonly code_id: string }>(
  "auth.factor.use_sent_code",
  `UPDATE codes SET use_time = $4
   WHERE code_id = $1 AND user_id = $2 AND purpose = 'SECOND_FACTOR' AND use_time IS NULL AND expire_time > $4
     AND ${unlocked("$3", "$4")}
   RETURNING code_id`,
);

/** Takes the recovery code of the hash $2 of the user $1, once; not while the e-mail's hash $3 is locked at $4. */
export const useRecoveryCode = statement<{ readonly user_id: string }>(
  "auth.recovery_code.use",
  `DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2 AND ${unlocked("$3", "$4")} RETURNING user_id`,
);

/** Deletes the factor of the user $1 that was not confirmed. */
export const deletePending = statement<{ readonly factor_id: string }>(
  "auth.factor.delete_pending",
  "DELETE FROM factors WHERE user_id = $1 AND confirm_time IS NULL RETURNING factor_id",
);

/** How many confirmed factors the user $1 has. */
export const count = statement<{ readonly factors: bigint }>(
  "auth.factor.count",
  "SELECT count(*) AS factors FROM factors WHERE user_id = $1 AND confirm_time IS NOT NULL",
);

export const insert = statement<{ readonly factor_id: string }>(
  "auth.factor.insert",
  `INSERT INTO factors (${columns}, sealed_secret, key_id) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING factor_id`,
);

/** No row if codes by e-mail are a factor of the user already. */
export const insertEmail = statement<{ readonly factor_id: string }>(
  "auth.factor.insert_email",
  `INSERT INTO factors (${columns}, confirm_time) VALUES ($1, $2, $3, $4, 'EMAIL', $4)
   ON CONFLICT (user_id) WHERE kind = 'EMAIL' DO NOTHING RETURNING factor_id`,
);

/** Confirms the factor $1 of the user $3 at $2, as the session $4 has shown, or null. */
export const confirm = statement<{ readonly factor_id: string }>(
  "auth.factor.confirm",
  `WITH shown AS (UPDATE sessions SET proof_time = $2 WHERE session_id = $4 AND user_id = $3)
   UPDATE factors SET confirm_time = $2 WHERE factor_id = $1 AND user_id = $3 AND confirm_time IS NULL
   RETURNING factor_id`,
);

/** Notes that the session $1 of the user $2 showed a proof at $3; no row if it has ended. */
export const prove = statement<{ readonly session_id: string }>(
  "auth.session.prove",
  `UPDATE sessions SET proof_time = $3 WHERE session_id = $1 AND user_id = $2 AND end_time IS NULL
   RETURNING session_id`,
);

/** True if the user has a confirmed factor that the session has not shown since. */
export const lacksProof = (user: string, session: string, since: string) =>
  `(EXISTS (SELECT FROM factors WHERE factors.user_id = ${user} AND confirm_time IS NOT NULL)
    AND NOT EXISTS (
      SELECT FROM sessions AS own
      WHERE own.session_id = ${session} AND own.user_id = ${user} AND own.proof_time > ${since}))`;

/** Confirmed factors of the user $1 before $2, $3 rows. */
export const page = statement<FactorRow>(
  "auth.factor.page",
  `SELECT ${columns} FROM factors WHERE user_id = $1 AND factor_id < $2 AND confirm_time IS NOT NULL
   ORDER BY factor_id DESC LIMIT $3`,
);

export const remove = statement<{ readonly factor_id: string }>(
  "auth.factor.remove",
  `DELETE FROM factors WHERE factor_id = $1 AND user_id = $2 AND confirm_time IS NOT NULL RETURNING factor_id`,
);

/** Keeps the recovery codes of the hashes $2 in place of all others of the user $1. */
export const replaceRecoveryCodes = statement<{ readonly user_id: string }>(
  "auth.recovery_code.replace",
  `WITH gone AS (DELETE FROM recovery_codes WHERE user_id = $1)
   INSERT INTO recovery_codes (user_id, code_hash) SELECT $1, unnest($2::bytea[]) RETURNING user_id`,
);

export const countRecoveryCodes = statement<{ readonly codes: bigint }>(
  "auth.recovery_code.count",
  "SELECT count(*) AS codes FROM recovery_codes WHERE user_id = $1",
);

/** Factors that another key than $1 sealed, $2 rows. */
export const findSealedOtherwise = statement<SealedFactorRow>(
  "auth.factor.find_sealed_otherwise",
  `SELECT ${sealedColumns} FROM factors WHERE kind = 'TOTP' AND key_id <> $1 ORDER BY factor_id LIMIT $2`,
);

/** Seals the factor $1 as $3 with the key $4, if it is sealed as $2. */
export const reseal = statement<{ readonly factor_id: string }>(
  "auth.factor.reseal",
  "UPDATE factors SET sealed_secret = $3, key_id = $4 WHERE factor_id = $1 AND sealed_secret = $2 RETURNING factor_id",
);
