import { CommandError } from "./command.ts";

/** What the roles of the development issuer may do; "*" is everything. */
export const roles: Readonly<Record<string, readonly string[]>> = {
  customer: [],
  staff: ["product.read", "product.write"],
  admin: ["*"],
};

/** Throws CommandError for a role that does not exist. */
export function permissionsOf(role: string): readonly string[] {
  const permissions = roles[role];
  if (permissions === undefined) {
    throw new CommandError(`there is no role "${role}"; the roles are ${Object.keys(roles).join(", ")}`);
  }
  return permissions;
}
