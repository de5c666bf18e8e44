import type { Caller, RequestKey } from "#mesh/kernel";
import { newRole, type RoleDraft, type ShopRole } from "../domain/role.ts";
import type { AuthPorts } from "./ports.ts";

/** Makes a role. Fails with ROLE_NAME_TAKEN, PERMISSION_UNKNOWN, ROLE_ABOVE_OWN, TOO_MANY_ROLES. */
export const createRole =
  ({ roles, knownPermissions, clock }: AuthPorts) =>
  async (caller: Caller, draft: RoleDraft, request?: RequestKey): Promise<ShopRole> =>
    roles.create(newRole(caller, draft, knownPermissions, clock.now()), request);
