import type { Access } from "../app/ports.ts";

/** What the account may do. */
export interface AccessRow {
  readonly roles: readonly string[];
  readonly shop_permissions: readonly string[];
  readonly auth_version: bigint;
}

export function accessOf([row]: readonly AccessRow[]): Access | undefined {
  if (row === undefined) return undefined;
  const { roles, shop_permissions: shopPermissions, auth_version: authVersion } = row;
  return { roles, shopPermissions, authVersion: Number(authVersion) };
}
