import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, violates } from "#mesh/store";
import type { ApiKeyStore } from "../app/api-key-ports.ts";
import { type ApiKey, apiKeyEnded, apiKeyLimits } from "../domain/api-key.ts";
import { refuse } from "../domain/errors.ts";
import type { AccessEnded, AuthEvent } from "../domain/events.ts";
import { lock } from "./account-statements.ts";
import * as sql from "./api-key-statements.ts";
import { sha256 } from "./sha256.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** API keys in PostgreSQL, a row each. */
export function postgresApiKeyStore(database: Database<AuthEvent>): ApiKeyStore {
  return {
    create(key, secret) {
      const values = [...valuesOf(key), sha256(secret), apiKeyLimits.keys];
      return database.change(undefined, async (tx) => {
        const [account] = await tx.query(lock, [uuidFromId(key.userId)]);
        if (account === undefined) throw refuse("ACCOUNT_REQUIRED");
        const [kept] = await tx.query(sql.insert, values).catch(taken);
        if (kept === undefined) throw refuse("TOO_MANY_API_KEYS");
        return { answer: undefined, events: [] };
      });
    },
    async page(userId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.page, [uuidFromId(userId), before, size + 1]);
      return toPage(rows.map(keyFromRow), size, ({ apiKeyId }) => apiKeyId);
    },
    async revoke({ apiKeyId, owner, now, request }) {
      let happened: readonly AccessEnded[] = [];
      await database.change(request, async (tx) => {
        const ownerValue = owner === undefined ? null : uuidFromId(owner);
        const [key] = await tx.query(sql.revoke, [uuidFromId(apiKeyId), ownerValue, now]);
        if (key === undefined) throw notFound();
        happened = key.is_first ? [apiKeyEnded({ apiKeyId, userId: idFromUuid("usr", key.user_id) })] : [];
        return { answer: undefined, events: happened };
      });
      return happened;
    },
    async use(secret, now) {
      const countedFrom = new Date(now.getTime() - apiKeyLimits.useCountedMs);
      const [row] = await database.query(sql.use, [sha256(secret), now, countedFrom]);
      return (
        row && {
          apiKeyId: idFromUuid("key", row.api_key_id),
          userId: idFromUuid("usr", row.user_id),
          scopes: row.scopes,
          expireTime: row.expire_time ?? undefined,
          roles: row.roles,
          shopPermissions: row.shop_permissions,
          authVersion: Number(row.auth_version),
        }
      );
    },
    async isGood({ apiKeyId, userId }, accessVersion, now) {
      const values = [uuidFromId(apiKeyId), uuidFromId(userId), accessVersion, now];
      return (await database.query(sql.findGood, values)).length > 0;
    },
  };
}

function valuesOf(key: ApiKey): readonly unknown[] {
  const { apiKeyId, userId, name, scopes, lastFour, createTime, expireTime, lastUseTime } = key;
  const ids = [uuidFromId(apiKeyId), uuidFromId(userId)];
  return [...ids, name, scopes, lastFour, createTime, expireTime ?? null, lastUseTime ?? null];
}

function keyFromRow(row: sql.ApiKeyRow): ApiKey {
  return {
    apiKeyId: idFromUuid("key", row.api_key_id),
    userId: idFromUuid("usr", row.user_id),
    name: row.name,
    scopes: row.scopes,
    lastFour: row.last_four,
    createTime: row.create_time,
    expireTime: row.expire_time ?? undefined,
    lastUseTime: row.last_use_time ?? undefined,
  };
}

/** A name that is there already; every other error stays what it is. */
function taken(error: unknown): never {
  throw violates(error, "api_keys_name") ? refuse("API_KEY_NAME_TAKEN", { cause: error }) : error;
}
