import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import { type Database, violates } from "#mesh/store";
import type { AccountStore, OpenedSession } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { AccessEnded, AuthEvent } from "../domain/events.ts";
import { guestOf, refreshTokenLifeMs, sessionEnded } from "../domain/session.ts";
import { accountFromRow, accountValues } from "./account-row.ts";
import * as sql from "./account-statements.ts";
import { endGuest } from "./session-values.ts";
import { sha256 } from "./sha256.ts";

const beyondAll = ["infinity", "ffffffff-ffff-ffff-ffff-ffffffffffff"];

/** Accounts in PostgreSQL, a row each. */
export function postgresAccountStore(database: Database<AuthEvent>): AccountStore {
  return {
    async find(userId) {
      const [row] = await database.query(sql.find, [uuidFromId(userId)]);
      return row && accountFromRow(row);
    },
    async findByEmail(email) {
      const [row] = await database.query(sql.findByEmail, [email]);
      return row && accountFromRow(row);
    },
    async page(after, size) {
      const before = after === undefined ? beyondAll : [after.createTime, uuidFromId(after.userId)];
      const rows = await database.query(sql.page, [...before, size + 1]);
      return toPage(rows.map(accountFromRow), size, ({ createTime, userId }) => ({ createTime, userId }));
    },
    create({ account, passwordHash, opened, ends, events }) {
      return database.change(undefined, async (tx) => {
        await tx.query(sql.insert, [...accountValues(account), passwordHash, ...openedColumns(opened)]).catch(taken);
        await endGuest(tx, ends, account.createTime);
        return { answer: undefined, events };
      });
    },
    async change(userId, decide, request) {
      let happened: readonly AuthEvent[] = [];
      const answer = await database.change(request, async (tx) => {
        const [row] = await tx.query(sql.lock, [uuidFromId(userId)]);
        if (row === undefined) throw notFound();
        const before = accountFromRow(row);
        const { next, events } = decide(before);
        if (next !== before) await tx.query(sql.update, accountValues(next));
        happened = events;
        return { answer: next, events };
      });
      return { answer, events: happened };
    },
    async endSessions(userId, now, request) {
      let happened: readonly AccessEnded[] = [];
      await database.change(request, async (tx) => {
        const user = uuidFromId(userId);
        const [account] = await tx.query(sql.endSessions, [user, now]);
        if (account !== undefined) {
          const [version, beforeVersion] = [Number(account.version), Number(account.auth_version)];
          happened = [{ type: "AccessEnded", key: userId, version, beforeVersion }];
        } else {
          const guest = guestOf(userId);
          const expireTime = new Date(now.getTime() + refreshTokenLifeMs);
          const [ended] = await tx.query(sql.endGuest, [user, uuidFromId(guest.sessionId), now, expireTime]);
          happened = ended === undefined ? [] : [sessionEnded(guest)];
        }
        return { answer: undefined, events: happened };
      });
      return happened;
    },
  };
}

function openedColumns(opened: OpenedSession | undefined): readonly unknown[] {
  if (opened === undefined) return [null, null, null];
  return [uuidFromId(opened.sessionId), sha256(opened.refreshToken), opened.expireTime];
}

/**
 * An e-mail or user id that is there already; every other error stays what it is. The id is there if a guest registers
 * twice at once: the second one is no guest any more.
 */
function taken(error: unknown): never {
  if (violates(error, "accounts_email_key")) throw refuse("EMAIL_TAKEN", { cause: error });
  throw violates(error, "accounts_pkey") ? refuse("ALREADY_REGISTERED", { cause: error }) : error;
}
