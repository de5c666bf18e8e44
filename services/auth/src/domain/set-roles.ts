import { isDeepStrictEqual } from "node:util";
import { type Caller, type Decision, holds } from "#mesh/kernel";
import type { Account } from "./account.ts";
import { refuse } from "./errors.ts";
import type { AccessEnded, RolesChanged } from "./events.ts";
import type { ShopRoles } from "./role.ts";
import { permissionsOf } from "./roles.ts";

/**
 * The account with these roles; access tokens given out before end. The same roles change nothing. Fails with
 * ROLE_UNKNOWN, and with ROLE_ABOVE_OWN if a role that is given or taken holds a permission the caller does not.
 */
export function setRoles(
  caller: Caller,
  account: Account,
  wanted: readonly string[],
  now: Date,
  shopRoles: ShopRoles = new Map(),
): Decision<Account, RolesChanged | AccessEnded> {
  const roles = wanted.toSorted();
  const unknown = roles.find((role) => permissionsOf(role) === undefined && !shopRoles.has(role));
  if (unknown !== undefined) throw refuse("ROLE_UNKNOWN", { metadata: { role: unknown } });
  const touched = new Set(roles).symmetricDifference(new Set(account.roles));
  const above = [...touched].find((role) => !holdsAllOf(caller, role, shopRoles));
  if (above !== undefined) throw refuse("ROLE_ABOVE_OWN", { metadata: { role: above } });
  if (isDeepStrictEqual(roles, account.roles)) return { next: account, events: [] };
  const [version, authVersion] = [account.version + 1, account.authVersion + 1];
  const { userId: key } = account;
  return {
    next: { ...account, roles, version, authVersion, updateTime: now },
    events: [
      { type: "RolesChanged", key, version, roles },
      { type: "AccessEnded", key, version, beforeVersion: authVersion },
    ],
  };
}

function holdsAllOf(caller: Caller, role: string, shopRoles: ShopRoles): boolean {
  return (permissionsOf(role) ?? shopRoles.get(role) ?? []).every((permission) => holds(caller, permission));
}
