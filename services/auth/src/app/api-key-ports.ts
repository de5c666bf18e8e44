import type { Page, RequestKey } from "#mesh/kernel";
import type { ApiKey } from "../domain/api-key.ts";
import type { AccessEnded } from "../domain/events.ts";
import type { ApiKeyId, UserId } from "../domain/ids.ts";

/** Keeps API keys: of the keys themselves the SHA-256. */
export interface ApiKeyStore {
  /** Fails with ACCOUNT_REQUIRED, API_KEY_NAME_TAKEN, TOO_MANY_API_KEYS. */
  create(key: ApiKey, secret: string): Promise<void>;
  /** Keys of a user that were not revoked, newest first, after the key of the id. */
  page(userId: UserId, after: ApiKeyId | undefined, size: number): Promise<Page<ApiKey, ApiKeyId>>;
  /** Ends a key; with an owner only theirs. No event if it had ended. Fails with RESOURCE_NOT_FOUND. */
  revoke(revocation: Revocation): Promise<readonly AccessEnded[]>;
  /** The key that is shown, and what its user may do; notes the use. Undefined if it is no good. */
  use(secret: string, now: Date): Promise<UsedKey | undefined>;
  /** True if the key is good, and its user's access is of this version still. */
  isGood(key: Pick<ApiKey, "apiKeyId" | "userId">, accessVersion: number, now: Date): Promise<boolean>;
}

export interface Revocation {
  readonly apiKeyId: ApiKeyId;
  /** Left out, it may be anybody's. */
  readonly owner?: UserId | undefined;
  readonly now: Date;
  readonly request?: RequestKey | undefined;
}

export interface UsedKey extends Pick<ApiKey, "apiKeyId" | "userId" | "scopes" | "expireTime"> {
  /** Of its user. */
  readonly roles: readonly string[];
  /** What those of them that the shop made may do. */
  readonly shopPermissions?: readonly string[] | undefined;
  readonly authVersion: number;
}
