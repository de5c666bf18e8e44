import { refuse } from "#mesh/kernel";
import { keyTokenEnd, permissionsOfKey } from "../domain/api-key.ts";
import type { AuthPorts } from "./ports.ts";

/** What speaks for a key for a while. */
export interface KeyAccess {
  readonly accessToken: string;
  readonly expireTime: Date;
}

/** The access token for a key. Fails with API_KEY_INVALID. */
export const exchangeApiKey =
  ({ apiKeys, tokens, clock }: AuthPorts) =>
  async (secret: string): Promise<KeyAccess> => {
    const now = clock.now();
    const key = await apiKeys.use(secret, now);
    if (key === undefined) throw refuse("API_KEY_INVALID");
    const expireTime = keyTokenEnd(key.expireTime, now);
    const permissions = permissionsOfKey(key.scopes, key.roles, key.shopPermissions);
    return {
      accessToken: await tokens.apiKeyAccess(key, permissions, expireTime.getTime() - now.getTime()),
      expireTime,
    };
  };
