import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { SessionListStore } from "../app/session-list-ports.ts";
import { refuse } from "../domain/errors.ts";
import type { AccessEnded, AuthEvent } from "../domain/events.ts";
import { type ListedSession, sessionEnded } from "../domain/session.ts";
import { accountFromRow, accountValues } from "./account-row.ts";
import { endOthers, lock, update } from "./account-statements.ts";
import * as sql from "./session-list-statements.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Where people are signed in, in PostgreSQL. */
export function postgresSessionListStore(database: Database<AuthEvent>): SessionListStore {
  return {
    async page(userId, after, size, now) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.page, [uuidFromId(userId), before, size + 1, now]);
      return toPage(rows.map(listedFromRow), size, ({ sessionId }) => sessionId);
    },
    async revoke({ sessionId, by, isAnybodys, provenSince, now, request }) {
      let happened: readonly AccessEnded[] = [];
      await database.change(request, async (tx) => {
        const asker = uuidFromId(by.userId);
        const proof = [asker, uuidFromId(by.sessionId), provenSince];
        const owner = isAnybodys ? null : asker;
        const [session] = await tx.query(sql.revoke, [uuidFromId(sessionId), owner, now, ...proof]);
        if (session === undefined) throw notFound();
        if (session.lacks_proof) throw refuse("STEP_UP_REQUIRED");
        const ended = sessionEnded({ sessionId, userId: idFromUuid("usr", session.user_id) });
        happened = session.is_first ? [ended] : [];
        return { answer: undefined, events: happened };
      });
      return happened;
    },
    async endOthers({ userId, sessionId }, now, decide, request) {
      let happened: readonly AccessEnded[] = [];
      const answer = await database.change(request, async (tx) => {
        const user = uuidFromId(userId);
        const [row] = await tx.query(lock, [user]);
        if (row === undefined) return { answer: 0, events: [] };
        const others = await tx.query(endOthers, [user, uuidFromId(sessionId), now]);
        const before = accountFromRow(row);
        const { next, events } = decide(
          before,
          others.map(({ session_id }) => idFromUuid("ses", session_id)),
        );
        if (next !== before) await tx.query(update, accountValues(next));
        happened = events;
        return { answer: others.length, events };
      });
      return { answer, events: happened };
    },
  };
}

function listedFromRow(row: sql.SessionRow): ListedSession {
  return {
    sessionId: idFromUuid("ses", row.session_id),
    userId: idFromUuid("usr", row.user_id),
    client: { userAgent: row.user_agent, addressRange: row.address_range },
    createTime: row.create_time,
    lastUseTime: row.last_use_time ?? row.create_time,
    expireTime: row.expire_time,
    isImpersonation: row.is_impersonation,
  };
}
