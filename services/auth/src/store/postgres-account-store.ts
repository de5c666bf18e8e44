import { type Decision, idFromUuid, notFound, type RequestKey, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { Changed } from "../app/changed.ts";
import type { AccountStore, MissingAccount, OpenedSession } from "../app/ports.ts";
import type { Account } from "../domain/account.ts";
import type { Code } from "../domain/code.ts";
import type { AccessEnded, AuthEvent } from "../domain/events.ts";
import type { UserId } from "../domain/ids.ts";
import { guestOf, refreshTokenLifeMs, sessionEnded } from "../domain/session.ts";
import { accountFromRow, accountValues } from "./account-row.ts";
import * as sql from "./account-statements.ts";
import { share as shareRoles } from "./role-statements.ts";
import { clientValues, endGuest } from "./session-values.ts";
import { sha256 } from "./sha256.ts";
import { taken } from "./taken.ts";

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
    create({ account, passwordHash, opened, code, ends, events }) {
      const values = [
        ...accountValues(account),
        passwordHash,
        ...openedColumns(opened),
        ...codeColumns(code),
        ...clientValues(opened),
      ];
      return database.change(undefined, async (tx) => {
        await tx.query(sql.insert, values).catch(taken);
        await endGuest(tx, ends, account.createTime);
        return { answer: undefined, events };
      });
    },
    async createMissing(missing, request) {
      const accounts = missing.map(({ account }) => account);
      const answer = await database.change(request, async (tx) => {
        const made = await tx.query(sql.insertMissing, missingValues(missing));
        const isNew = new Set(made.map(({ user_id }) => user_id));
        const there = await tx.query(sql.findByEmails, [accounts.map(({ email }) => email)]);
        const events = missing.flatMap((one) => (isNew.has(uuidFromId(one.account.userId)) ? one.events : []));
        return { answer: there.map((row) => ({ ...row, is_new: isNew.has(row.user_id) })), events };
      });
      return new Map(
        answer.map(({ email, user_id, is_new: isNew }) => [email, { userId: idFromUuid("usr", user_id), isNew }]),
      );
    },
    change: (userId, decide, request) => changeBy(request, (tx) => changeAccount(tx, userId, decide)),
    changeRoles: (userId, decide, request) =>
      changeBy(request, async (tx) => {
        const roles = await tx.query(shareRoles, []);
        const shopRoles = new Map(roles.map(({ name, permissions }) => [name, permissions]));
        return changeAccount(tx, userId, (account) => decide(account, shopRoles));
      }),
    async changePassword({ session, email, verifiedHash, passwordHash, now }, decide) {
      const [user, emailHash] = [uuidFromId(session.userId), sha256(email)];
      return database.change(undefined, async (tx) => {
        const [row] = await tx.query(sql.lockVerified, [user, verifiedHash, emailHash, now]);
        if (row === undefined) return { answer: undefined, events: [] };
        const others = await tx.query(sql.endOthers, [user, uuidFromId(session.sessionId), now]);
        const ended = others.map(({ session_id }) => idFromUuid("ses", session_id));
        const { next, events } = decide(accountFromRow(row), ended);
        const { version, authVersion, updateTime } = next;
        await tx.query(sql.setPassword, [user, version, authVersion, passwordHash, updateTime, emailHash]);
        return { answer: { answer: next, events }, events };
      });
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

  async function changeBy(request: RequestKey | undefined, work: (tx: Transaction) => Promise<Changed<Account>>) {
    let happened: readonly AuthEvent[] = [];
    const answer = await database.change(request, async (tx) => {
      const changed = await work(tx);
      happened = changed.events;
      return changed;
    });
    return { answer, events: happened };
  }
}

async function changeAccount(
  tx: Transaction,
  userId: UserId,
  decide: (account: Account) => Decision<Account, AuthEvent>,
): Promise<Changed<Account>> {
  const [row] = await tx.query(sql.lock, [uuidFromId(userId)]);
  if (row === undefined) throw notFound();
  const before = accountFromRow(row);
  const { next, events } = decide(before);
  if (next !== before) await tx.query(sql.update, accountValues(next));
  return { answer: next, events };
}

function missingValues(missing: readonly MissingAccount[]): readonly unknown[] {
  const accounts = missing.map(({ account }) => account);
  return [
    accounts.map(({ userId }) => uuidFromId(userId)),
    accounts.map(({ email }) => email),
    accounts.map(({ emailVerified }) => emailVerified),
    accounts.map(({ displayName }) => displayName),
    missing.map(({ passwordHash }) => passwordHash ?? null),
    accounts[0]?.createTime,
  ];
}

function openedColumns(opened: OpenedSession | undefined): readonly unknown[] {
  if (opened === undefined) return [null, null, null];
  return [uuidFromId(opened.sessionId), sha256(opened.refreshToken), opened.expireTime];
}

function codeColumns(code: Code | undefined): readonly unknown[] {
  return code === undefined ? [null, null] : [uuidFromId(code.codeId), code.expireTime];
}
