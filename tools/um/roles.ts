import { permissionsOf as permissionsOfRole, roleNames } from "../../services/auth/src/domain/roles.ts";
import { CommandError } from "./command.ts";

/** The roles a token can be printed for: those of the auth service. */
export const roles = roleNames;

/** What the role may do; "*" is everything. Throws CommandError for a role that does not exist. */
export function permissionsOf(role: string): readonly string[] {
  const permissions = permissionsOfRole(role);
  if (permissions === undefined) {
    throw new CommandError(`there is no role "${role}"; the roles are ${roles.join(", ")}`);
  }
  return permissions;
}
