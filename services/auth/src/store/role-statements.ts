import { statement } from "#mesh/store";

/** A row of `shop_roles`. */
export interface RoleRow {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly version: bigint;
  readonly create_time: Date;
  readonly update_time: Date;
}

const columns = "name, description, permissions, version, create_time, update_time";

export const list = statement<RoleRow>("auth.role.list", `SELECT ${columns} FROM shop_roles ORDER BY name`);

/** All of them, held as they are until accounts have got theirs: roles are locked before accounts. */
export const share = statement<Pick<RoleRow, "name" | "permissions">>(
  "auth.role.share",
  "SELECT name, permissions FROM shop_roles ORDER BY name FOR SHARE",
);

export const lock = statement<RoleRow>(
  "auth.role.lock",
  `SELECT ${columns} FROM shop_roles WHERE name = $1 FOR UPDATE`,
);

/** Keeps a role unless there are $7. */
export const insert = statement<{ readonly name: string }>(
  "auth.role.insert",
  `INSERT INTO shop_roles (${columns}) SELECT $1, $2, $3, $4, $5, $6
   WHERE (SELECT count(*) FROM shop_roles) < $7 RETURNING name`,
);

export const update = statement<never>(
  "auth.role.update",
  `UPDATE shop_roles SET description = $2, permissions = $3, version = $4, create_time = $5, update_time = $6
   WHERE name = $1`,
);

export const remove = statement<never>("auth.role.remove", "DELETE FROM shop_roles WHERE name = $1");

/** Gives all who have the role $1 another version of access at $2, and takes it away if $3. */
export const endAccess = statement<{
  readonly user_id: string;
  readonly version: bigint;
  readonly auth_version: bigint;
  readonly roles: readonly string[];
}>(
  "auth.role.end_access",
  `UPDATE accounts SET version = version + 1, auth_version = auth_version + 1, update_time = $2,
     roles = CASE WHEN $3::boolean THEN array_remove(roles, $1) ELSE roles END
   WHERE roles @> ARRAY[$1] AND roles <> '{customer}'
   RETURNING user_id, version, auth_version, roles`,
);

/** What the roles in a column may do by the shop's own. */
export const shopPermissions = (roles: string) =>
  `ARRAY(SELECT DISTINCT unnest(shop_roles.permissions) FROM shop_roles WHERE shop_roles.name = ANY (${roles}))
     AS shop_permissions`;
