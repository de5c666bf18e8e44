import { type Caller, holds } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { AccessEnded } from "./events.ts";
import type { ApiKeyId, UserId } from "./ids.ts";
import { permissionsOfAll } from "./roles.ts";

/** A key with which a program of its user calls; the key itself is kept nowhere. */
export interface ApiKey {
  readonly apiKeyId: ApiKeyId;
  readonly userId: UserId;
  readonly name: string;
  /** Permissions, sorted; "*" is everything its user may do. */
  readonly scopes: readonly string[];
  /** The end of the key itself. */
  readonly lastFour: string;
  readonly createTime: Date;
  /** Absent for never. */
  readonly expireTime?: Date | undefined;
  /** Up to `apiKeyLimits.useCountedMs` too early. */
  readonly lastUseTime?: Date | undefined;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export const apiKeyLimits = {
  /** Keys of one user that were not revoked. */
  keys: 100,
  /** How long an access token for a key lives. */
  tokenLifeMs: 5 * minuteMs,
  /** A use within this time of the one before is not noted. */
  useCountedMs: hourMs,
  /** How long keys that were revoked are remembered. */
  revokedKeptMs: 30 * 24 * hourMs,
} as const;

/** A key of the caller's. Fails with SCOPE_ABOVE_OWN if it had a permission the caller does not. */
export function newApiKey(caller: Caller, key: ApiKey): ApiKey {
  const above = key.scopes.find((scope) => !holds(caller, scope));
  if (above !== undefined) throw refuse("SCOPE_ABOVE_OWN", { metadata: { permission: above } });
  return { ...key, scopes: key.scopes.toSorted() };
}

/** What a key may do: those of its scopes that its user's roles hold, too. */
export function permissionsOfKey(
  scopes: readonly string[],
  roles: readonly string[],
  shopPermissions: readonly string[] = [],
): readonly string[] {
  const held = permissionsOfAll(roles, shopPermissions);
  if (scopes.includes("*")) return held;
  return held.includes("*") ? scopes : scopes.filter((scope) => held.includes(scope));
}

/** When an access token for the key ends that is given out now. */
export function keyTokenEnd(keyEnd: Date | undefined, now: Date): Date {
  return new Date(Math.min(now.getTime() + apiKeyLimits.tokenLifeMs, keyEnd?.getTime() ?? Number.POSITIVE_INFINITY));
}

/** The session of a key's tokens is the key itself. */
export function apiKeyEnded({ userId, apiKeyId }: Pick<ApiKey, "userId" | "apiKeyId">): AccessEnded {
  return { type: "AccessEnded", key: userId, version: 1, sessionId: apiKeyId };
}
