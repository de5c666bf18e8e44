import type { Caller, RequestKey } from "#mesh/kernel";
import { changeRole, type RoleDraft, refuseBuiltIn, type ShopRole } from "../domain/role.ts";
import { endAccessOf } from "./end-access-of.ts";
import type { AuthPorts } from "./ports.ts";

export interface UpdateRole {
  readonly name: string;
  readonly change: Partial<Omit<RoleDraft, "name">>;
  /** Empty for any version. */
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Changes a role. Fails with RESOURCE_NOT_FOUND, ROLE_BUILT_IN, PERMISSION_UNKNOWN, ROLE_ABOVE_OWN, ETAG_MISMATCH. */
export const updateRole =
  (ports: AuthPorts) =>
  async (caller: Caller, { name, change, etag, request }: UpdateRole): Promise<ShopRole> => {
    refuseBuiltIn(name);
    const { roles, knownPermissions: known, clock } = ports;
    const now = clock.now();
    const decide = (role: ShopRole) => changeRole(caller, role, change, { etag, known, now });
    const { answer, events } = await roles.change(name, { decide, now, request });
    endAccessOf(ports, events);
    return answer;
  };
