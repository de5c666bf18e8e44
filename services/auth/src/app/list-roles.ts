import { type PageKey, type PageQuery, readPage, toPage } from "#mesh/kernel";
import type { ShopRole } from "../domain/role.ts";
import { type BuiltInRole, builtInRoles } from "../domain/roles.ts";
import type { AuthPorts } from "./ports.ts";

export type Role = ShopRole | BuiltInRole;

const roleKey: PageKey<string> = {
  encode: (name) => [name],
  decode: ([name, ...more]) => (more.length === 0 ? name : undefined),
};

/** A page of all roles, by name. Fails with PAGE_TOKEN_INVALID. */
export const listRoles =
  ({ roles }: AuthPorts) =>
  (query: PageQuery): Promise<{ readonly items: readonly Role[]; readonly nextPageToken: string }> =>
    readPage({ name: "roles", filter: {}, key: roleKey }, query, async (after = "", size) => {
      const all: readonly Role[] = [...builtInRoles, ...(await roles.list())];
      const sorted = all.toSorted((one, other) => (one.name < other.name ? -1 : 1));
      return toPage(
        sorted.filter(({ name }) => name > after),
        size,
        ({ name }) => name,
      );
    });
