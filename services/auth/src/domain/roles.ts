/** A role that comes with the market. */
export interface BuiltInRole {
  readonly name: string;
  readonly description: string;
  /** Sorted. */
  readonly permissions: readonly string[];
}

const descriptions: Readonly<Record<string, string>> = {
  customer: "everybody with an account",
  staff: "runs the shop, and brings its products, stock and customers",
  clerk: "enters what happened outside of the market, also in the past",
  admin: "sets roles",
};

/** What each role may do; "*" is everything. */
const permissionsByRole: Readonly<Record<string, readonly string[]>> = {
  customer: [],
  staff: [
    "product.read",
    "product.write",
    "pricing.read",
    "pricing.write",
    "inventory.read",
    "inventory.write",
    "order.read",
    "order.cancel",
    "order.refund",
    "payment.read",
    "user.read",
    "user.write",
    "shipping.read",
    "shipping.write",
    "search.read",
    "search.write",
    "notification.read",
    "notification.write",
    "analytics.read",
    "auth.read",
  ],
  // Enters what happened outside of the market.
  clerk: [
    "product.read",
    "inventory.read",
    "inventory.write",
    "inventory.backdate",
    "order.read",
    "order.draft",
    "order.backdate",
    "order.refund",
    "user.read",
    "shipping.read",
    "shipping.write",
    "analytics.read",
  ],
  admin: ["*"],
};

export const roleNames: readonly string[] = Object.keys(permissionsByRole);

/** What the role may do; undefined if there is none of this name. */
export function permissionsOf(role: string): readonly string[] | undefined {
  return Object.hasOwn(permissionsByRole, role) ? permissionsByRole[role] : undefined;
}

export const builtInRoles: readonly BuiltInRole[] = Object.entries(permissionsByRole).map(([name, permissions]) => ({
  name,
  description: descriptions[name] ?? "",
  permissions: permissions.toSorted(),
}));

/** What the roles may do together with the shop's own ones, sorted, each permission once. */
export function permissionsOfAll(roles: readonly string[], shopPermissions: readonly string[] = []): readonly string[] {
  const held = new Set([...roles.flatMap((role) => permissionsOf(role) ?? []), ...shopPermissions]);
  return held.has("*") ? ["*"] : [...held].toSorted();
}
