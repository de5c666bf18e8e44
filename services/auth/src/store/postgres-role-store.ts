import { idFromUuid, notFound } from "#mesh/kernel";
import { type Database, type Transaction, violates } from "#mesh/store";
import type { RoleStore } from "../app/role-ports.ts";
import { refuse } from "../domain/errors.ts";
import type { AuthEvent } from "../domain/events.ts";
import { mostShopRoles, type ShopRole } from "../domain/role.ts";
import * as sql from "./role-statements.ts";

/** The shop's own roles in PostgreSQL. */
export function postgresRoleStore(database: Database<AuthEvent>): RoleStore {
  return {
    async list() {
      return (await database.query(sql.list, [])).map(roleFromRow);
    },
    create(role, request) {
      return database.change(request, async (tx) => {
        const [kept] = await tx.query(sql.insert, [...valuesOf(role), mostShopRoles]).catch(taken);
        if (kept === undefined) throw refuse("TOO_MANY_ROLES");
        return { answer: role, events: [roleChanged(role)] };
      });
    },
    async change(name, { decide, now, request }) {
      let happened: readonly AuthEvent[] = [];
      const answer = await database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [name]);
        if (row === undefined) throw notFound();
        const before = roleFromRow(row);
        const next = decide(before);
        if (next !== before) await tx.query(sql.update, valuesOf(next));
        const isOther = next.permissions.join() !== before.permissions.join();
        happened =
          next === before ? [] : [roleChanged(next), ...(isOther ? await endAccess(tx, name, now, false) : [])];
        return { answer: next, events: happened };
      });
      return { answer, events: happened };
    },
    async delete(name, { decide, now, request }) {
      let happened: readonly AuthEvent[] = [];
      await database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [name]);
        if (row === undefined) return { answer: undefined, events: [] };
        const role = roleFromRow(row);
        decide(role);
        await tx.query(sql.remove, [name]);
        const version = role.version + 1;
        const gone = roleChanged({ name, permissions: [], version }, true);
        happened = [gone, ...(await endAccess(tx, name, now, true))];
        return { answer: undefined, events: happened };
      });
      return happened;
    },
  };
}

/** Ends the access of who has the role, and takes it away if it is deleted. */
async function endAccess(tx: Transaction, name: string, now: Date, isDeleted: boolean): Promise<readonly AuthEvent[]> {
  const rows = await tx.query(sql.endAccess, [name, now, isDeleted]);
  return rows.flatMap(({ user_id, version, auth_version, roles }): AuthEvent[] => {
    const about = { key: idFromUuid("usr", user_id), version: Number(version) };
    const ended = { type: "AccessEnded", ...about, beforeVersion: Number(auth_version) } as const;
    return isDeleted ? [{ type: "RolesChanged", ...about, roles }, ended] : [ended];
  });
}

function roleChanged(
  { name, permissions, version }: Pick<ShopRole, "name" | "permissions" | "version">,
  isDeleted = false,
) {
  return { type: "RoleChanged", key: name, version, permissions, isDeleted } as const;
}

function valuesOf({ name, description, permissions, version, createTime, updateTime }: ShopRole): readonly unknown[] {
  return [name, description, permissions, version, createTime, updateTime];
}

function roleFromRow(row: sql.RoleRow): ShopRole {
  const { name, description, permissions, version, create_time: createTime, update_time: updateTime } = row;
  return { name, description, permissions, version: Number(version), createTime, updateTime };
}

/** A name that is there already; every other error stays what it is. */
function taken(error: unknown): never {
  throw violates(error, "shop_roles_pkey") ? refuse("ROLE_NAME_TAKEN", { cause: error }) : error;
}
