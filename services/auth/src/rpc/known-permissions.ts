import type { Contracts } from "#mesh/rpc";
import { builtInRoles } from "../domain/roles.ts";

/** The permissions contracts ask for, and those of the roles that come with the market; not "*", which stands for all. */
export function knownPermissions({ methods }: Pick<Contracts, "methods">): ReadonlySet<string> {
  const asked = methods.flatMap(({ access, policy: { ownerOverride } }) => [
    ...(access.case === "permission" ? [access.value] : []),
    ...(ownerOverride === "" ? [] : [ownerOverride]),
  ]);
  const held = builtInRoles.flatMap(({ permissions }) => permissions);
  return new Set([...asked, ...held].filter((permission) => permission !== "*"));
}
