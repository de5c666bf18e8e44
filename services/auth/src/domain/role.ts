import { type Caller, holds, refuse as refuseCommon } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { permissionsOf, roleNames } from "./roles.ts";

/** A role the shop made. */
export interface ShopRole {
  readonly name: string;
  readonly description: string;
  /** Sorted. */
  readonly permissions: readonly string[];
  /** Counted from 1. */
  readonly version: number;
  readonly createTime: Date;
  readonly updateTime: Date;
}

export interface RoleDraft extends Pick<ShopRole, "name" | "description" | "permissions"> {}

/** Permissions of the shop's own roles by their names. */
export type ShopRoles = ReadonlyMap<string, readonly string[]>;

/** So many roles of its own a shop may have. */
export const mostShopRoles = 200;

/** A new role. Fails with ROLE_NAME_TAKEN, PERMISSION_UNKNOWN, ROLE_ABOVE_OWN. */
export function newRole(caller: Caller, draft: RoleDraft, known: ReadonlySet<string>, now: Date): ShopRole {
  const { name, description } = draft;
  if (permissionsOf(name) !== undefined) throw refuse("ROLE_NAME_TAKEN");
  const permissions = checked(caller, name, draft.permissions, known);
  return { name, description, permissions, version: 1, createTime: now, updateTime: now };
}

/** The role with other content. Fails with ETAG_MISMATCH, PERMISSION_UNKNOWN, ROLE_ABOVE_OWN. */
export function changeRole(
  caller: Caller,
  role: ShopRole,
  change: Partial<Omit<RoleDraft, "name">>,
  { etag, known, now }: { readonly etag: string; readonly known: ReadonlySet<string>; readonly now: Date },
): ShopRole {
  refuseUnlessAtOrBelow(caller, role, etag);
  const permissions = checked(caller, role.name, change.permissions ?? role.permissions, known);
  const description = change.description ?? role.description;
  const isSame = description === role.description && permissions.join() === role.permissions.join();
  return isSame ? role : { ...role, description, permissions, version: role.version + 1, updateTime: now };
}

/** Refuses with ETAG_MISMATCH another version of the role, and with ROLE_ABOVE_OWN one that may do what the caller may not. */
export function refuseUnlessAtOrBelow(caller: Caller, role: ShopRole, etag: string): void {
  if (etag !== "" && etag !== etagOf(role)) throw refuseCommon("ETAG_MISMATCH");
  refuseAbove(caller, role.name, role.permissions);
}

/** Refuses with ROLE_BUILT_IN to change a role that comes with the market. */
export function refuseBuiltIn(name: string): void {
  if (roleNames.includes(name)) throw refuse("ROLE_BUILT_IN");
}

export function etagOf({ version }: ShopRole): string {
  return String(version);
}

function checked(caller: Caller, role: string, wanted: readonly string[], known: ReadonlySet<string>) {
  const unknown = wanted.find((permission) => !known.has(permission));
  if (unknown !== undefined) throw refuse("PERMISSION_UNKNOWN", { metadata: { permission: unknown } });
  refuseAbove(caller, role, wanted);
  return wanted.toSorted();
}

function refuseAbove(caller: Caller, role: string, permissions: readonly string[]): void {
  if (!permissions.every((permission) => holds(caller, permission))) {
    throw refuse("ROLE_ABOVE_OWN", { metadata: { role } });
  }
}
