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

/** What the roles may do together, sorted, each permission once. */
export function permissionsOfAll(roles: readonly string[]): readonly string[] {
  const held = new Set(roles.flatMap((role) => permissionsOf(role) ?? []));
  return held.has("*") ? ["*"] : [...held].toSorted();
}
