import { statement } from "#mesh/store";
import { shopPermissions } from "./role-statements.ts";

/** A row of `api_keys`, without the digest of the key. */
export interface ApiKeyRow {
  readonly api_key_id: string;
  readonly user_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly last_four: string;
  readonly create_time: Date;
  readonly expire_time: Date | null;
  readonly last_use_time: Date | null;
}

const columns = "api_key_id, user_id, name, scopes, last_four, create_time, expire_time, last_use_time";

/** Keeps a key of the digest $9, unless its user has $10; the account is locked before, so that none slips by. */
export const insert = statement<{ readonly api_key_id: string }>(
  "auth.api_key.insert",
  `INSERT INTO api_keys (${columns}, key_hash)
   SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9
   WHERE (SELECT count(*) FROM api_keys WHERE user_id = $2 AND revoke_time IS NULL) < $10
   RETURNING api_key_id`,
);

/** Keys of the user $1 before $2, $3 rows. */
export const page = statement<ApiKeyRow>(
  "auth.api_key.page",
  `SELECT ${columns} FROM api_keys WHERE user_id = $1 AND api_key_id < $2 AND revoke_time IS NULL
   ORDER BY api_key_id DESC LIMIT $3`,
);

/** Ends the key $1 at $3, if it is of the user $2, or $2 is null; no row if there is none. */
export const revoke = statement<{ readonly user_id: string; readonly is_first: boolean }>(
  "auth.api_key.revoke",
  `WITH known AS (
     SELECT api_key_id, user_id, revoke_time FROM api_keys
     WHERE api_key_id = $1 AND ($2::uuid IS NULL OR user_id = $2) FOR UPDATE),
   revoked AS (
     UPDATE api_keys SET revoke_time = $3 FROM known
     WHERE api_keys.api_key_id = known.api_key_id AND known.revoke_time IS NULL
     RETURNING known.api_key_id)
   SELECT user_id, EXISTS (SELECT FROM revoked) AS is_first FROM known`,
);

const isGood = (now: string) => `revoke_time IS NULL AND (expire_time IS NULL OR expire_time > ${now})`;

/** The key of the digest $1, if it is good at $2, and its account; the use is noted unless there was one since $3. */
export const use = statement<
  Pick<ApiKeyRow, "api_key_id" | "user_id" | "scopes" | "expire_time"> & {
    readonly roles: readonly string[];
    readonly shop_permissions: readonly string[];
    readonly auth_version: bigint;
  }
>(
  "auth.api_key.use",
  `WITH noted AS (
     UPDATE api_keys SET last_use_time = $2
     WHERE key_hash = $1 AND ${isGood("$2")} AND (last_use_time IS NULL OR last_use_time <= $3))
   SELECT api_key_id, user_id, scopes, expire_time, roles, auth_version, ${shopPermissions("roles")}
   FROM api_keys JOIN accounts USING (user_id) WHERE key_hash = $1 AND ${isGood("$2")}`,
);

/** The key $1 of the user $2 if it is good at $4 and the user's access of the version $3. */
export const findGood = statement<{ readonly api_key_id: string }>(
  "auth.api_key.find_good",
  `SELECT api_key_id FROM api_keys JOIN accounts USING (user_id)
   WHERE api_key_id = $1 AND user_id = $2 AND auth_version <= $3 AND ${isGood("$4")}`,
);
