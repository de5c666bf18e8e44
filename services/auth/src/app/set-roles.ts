import type { Caller, RequestKey } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";
import type { UserId } from "../domain/ids.ts";
import type { ShopRoles } from "../domain/role.ts";
import { setRoles as decide } from "../domain/set-roles.ts";
import { endAccessOf } from "./end-access-of.ts";
import type { AuthPorts } from "./ports.ts";

export interface SetRoles {
  readonly userId: UserId;
  readonly roles: readonly string[];
  readonly request?: RequestKey | undefined;
}

/** Replaces an account's roles. Fails with RESOURCE_NOT_FOUND, ROLE_UNKNOWN, ROLE_ABOVE_OWN. */
export const setRoles =
  ({ accounts, endAccess, clock }: AuthPorts) =>
  async (caller: Caller, { userId, roles, request }: SetRoles): Promise<Account> => {
    const change = (account: Account, shopRoles: ShopRoles) => decide(caller, account, roles, clock.now(), shopRoles);
    const { answer, events } = await accounts.changeRoles(userId, change, request);
    endAccessOf({ endAccess }, events);
    return answer;
  };
