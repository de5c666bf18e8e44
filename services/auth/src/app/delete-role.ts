import type { Caller, RequestKey } from "#mesh/kernel";
import { refuseBuiltIn, refuseUnlessAtOrBelow } from "../domain/role.ts";
import { endAccessOf } from "./end-access-of.ts";
import type { AuthPorts } from "./ports.ts";

export interface DeleteRole {
  readonly name: string;
  /** Empty for any version. */
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

/** Takes a role from everybody. Fails with ROLE_BUILT_IN, ROLE_ABOVE_OWN, ETAG_MISMATCH. */
export const deleteRole =
  (ports: AuthPorts) =>
  async (caller: Caller, { name, etag, request }: DeleteRole): Promise<void> => {
    refuseBuiltIn(name);
    const now = ports.clock.now();
    const events = await ports.roles.delete(name, {
      decide: (role) => refuseUnlessAtOrBelow(caller, role, etag),
      now,
      request,
    });
    endAccessOf(ports, events);
  };
