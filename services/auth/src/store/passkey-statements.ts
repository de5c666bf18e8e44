import { statement } from "#mesh/store";
import type { FactorRow } from "./factor-statements.ts";

/** The confirmed passkey of the credential $1, with the e-mail of its account. */
export const find = statement<{
  readonly factor_id: string;
  readonly user_id: string;
  readonly email: string;
  readonly public_key: Buffer;
  readonly sign_count: bigint;
}>(
  "auth.passkey.find",
  `SELECT factor_id, user_id, email, public_key, sign_count
   FROM factors JOIN accounts USING (user_id) WHERE credential_id = $1`,
);

/**
 * Uses up the challenge $3, which expires at $4, as answered by the passkey $1 of the user $2, which has signed $5 times; no row
 * if it was used up, or the passkey counts no further.
 */
export const usePasskey = statement<{ readonly factor_id: string }>(
  "auth.passkey.use",
  `WITH used AS (
     INSERT INTO passkey_challenges (challenge, expire_time) VALUES ($3, $4) ON CONFLICT DO NOTHING RETURNING challenge)
   UPDATE factors SET sign_count = $5 FROM used
   WHERE factor_id = $1 AND user_id = $2 AND credential_id IS NOT NULL
     AND (sign_count < $5 OR (sign_count = 0 AND $5 = 0))
   RETURNING factor_id`,
);

/** Confirms the passkey $1 of the user $2 at $3 by the key $5 of the credential $4, signed $6 times, as the session $7 has shown. */
export const confirm = statement<FactorRow>(
  "auth.passkey.confirm",
  `WITH shown AS (UPDATE sessions SET proof_time = $3 WHERE session_id = $7 AND user_id = $2)
   UPDATE factors SET confirm_time = $3, credential_id = $4, public_key = $5, sign_count = $6
   WHERE factor_id = $1 AND user_id = $2 AND kind = 'PASSKEY' AND confirm_time IS NULL
   RETURNING factor_id, user_id, name, create_time, kind`,
);
