import type { RequestKey } from "#mesh/kernel";
import type { IdentityId, UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

/** Forgets an identity of the user. Fails with RESOURCE_NOT_FOUND, LAST_SIGN_IN. */
export const removeIdentity =
  ({ identities }: AuthPorts) =>
  (userId: UserId, identityId: IdentityId, request?: RequestKey): Promise<void> =>
    identities.remove(userId, identityId, request);
