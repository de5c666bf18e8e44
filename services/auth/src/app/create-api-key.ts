import type { Caller } from "#mesh/kernel";
import { type ApiKey, newApiKey } from "../domain/api-key.ts";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

export interface CreateApiKey {
  readonly userId: UserId;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expireTime?: Date | undefined;
}

/**
 * A new key of the caller, and its secret, which is told now or never. Fails with SCOPE_ABOVE_OWN, ACCOUNT_REQUIRED,
 * API_KEY_NAME_TAKEN, TOO_MANY_API_KEYS.
 */
export const createApiKey =
  ({ apiKeys, tokens, clock, ids }: AuthPorts) =>
  async (caller: Caller, wanted: CreateApiKey): Promise<{ readonly apiKey: ApiKey; readonly secret: string }> => {
    const secret = tokens.newApiKeySecret();
    const own = { apiKeyId: ids.next("key"), createTime: clock.now(), lastFour: secret.slice(-4) };
    const apiKey = newApiKey(caller, { ...wanted, ...own });
    await apiKeys.create(apiKey, secret);
    return { apiKey, secret };
  };
