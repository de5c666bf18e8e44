import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { ImpersonationStore } from "../app/impersonation-ports.ts";
import type { AuthEvent } from "../domain/events.ts";
import { type Impersonation, impersonationStarted } from "../domain/impersonation.ts";
import * as sql from "./impersonation-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Impersonations in PostgreSQL: sessions with an actor, which are never purged. */
export function postgresImpersonationStore(database: Database<AuthEvent>): ImpersonationStore {
  return {
    start(impersonation, check) {
      const { sessionId, userId, createTime, expireTime, actorUserId, reason } = impersonation;
      const values = [
        uuidFromId(sessionId),
        uuidFromId(userId),
        createTime,
        expireTime,
        uuidFromId(actorUserId),
        reason,
      ];
      return database.change(undefined, async (tx) => {
        const [row] = await tx.query(sql.start, values);
        if (row === undefined) throw notFound();
        const { roles, shop_permissions: shopPermissions, auth_version } = row;
        const access = { roles, shopPermissions, authVersion: Number(auth_version) };
        check(access);
        return { answer: access, events: [impersonationStarted(impersonation)] };
      });
    },
    async page(userId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const user = userId === undefined ? null : uuidFromId(userId);
      const rows = await database.query(sql.page, [before, user, size + 1]);
      return toPage(rows.map(fromRow), size, ({ sessionId }) => sessionId);
    },
  };
}

function fromRow(row: sql.ImpersonationRow): Impersonation {
  return {
    sessionId: idFromUuid("ses", row.session_id),
    userId: idFromUuid("usr", row.user_id),
    actorUserId: idFromUuid("usr", row.actor_user_id),
    reason: row.reason,
    createTime: row.create_time,
    expireTime: row.expire_time,
    endTime: row.end_time ?? undefined,
  };
}
