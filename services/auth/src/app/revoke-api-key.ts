import type { Revocation } from "./api-key-ports.ts";
import type { AuthPorts } from "./ports.ts";

/** Ends a key, and the access tokens that were given out for it. Fails with RESOURCE_NOT_FOUND. */
export const revokeApiKey =
  ({ apiKeys, endAccess, clock }: AuthPorts) =>
  async (revocation: Omit<Revocation, "now">): Promise<void> => {
    for (const ended of await apiKeys.revoke({ ...revocation, now: clock.now() })) endAccess(ended);
  };
