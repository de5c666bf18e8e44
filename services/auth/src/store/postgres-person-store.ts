import { idFromUuid, type PersonStore, personErased, uuidFromId } from "#mesh/kernel";
import { type Database, forgetAnswers, type Transaction } from "#mesh/store";
import type { AccessEnded, AuthEvent } from "../domain/events.ts";
import type { UserId } from "../domain/ids.ts";
import { guestOf, refreshTokenLifeMs, sessionEnded } from "../domain/session.ts";
import { endGuest } from "./account-statements.ts";
import * as sql from "./person-statements.ts";

/** Accounts go with all that signs in to them, and their e-mails are free again. */
export function postgresPersonStore(database: Database<AuthEvent>): PersonStore<readonly AccessEnded[]> {
  return {
    async erase(erasure, now, request) {
      let ended: readonly AccessEnded[] = [];
      await database.change(request, async (tx) => {
        const users = erasure.userIds.map(uuidFromId);
        ended = [...(await endAccess(tx, users, now)), ...(await endGuests(tx, erasure.userIds, now))];
        await tx.query(sql.eraseFailures, [users]);
        for (const part of sql.eraseCredentials) await tx.query(part, [users]);
        await forgetAnswers(tx, erasure.userIds);
        return { answer: undefined, events: [...ended, personErased(erasure)] };
      });
      return ended;
    },
  };
}

async function endAccess(tx: Transaction, users: readonly string[], now: Date): Promise<readonly AccessEnded[]> {
  const accounts = await tx.query(sql.lock, [users]);
  await tx.query(sql.endSessions, [users, now]);
  return accounts.map(({ user_id, version, auth_version }) => ({
    type: "AccessEnded",
    key: idFromUuid("usr", user_id),
    version: Number(version) + 1,
    beforeVersion: Number(auth_version) + 1,
  }));
}

async function endGuests(tx: Transaction, userIds: readonly UserId[], now: Date): Promise<readonly AccessEnded[]> {
  const expireTime = new Date(now.getTime() + refreshTokenLifeMs);
  const ended: AccessEnded[] = [];
  for (const guest of userIds.map(guestOf)) {
    const values = [uuidFromId(guest.userId), uuidFromId(guest.sessionId), now, expireTime];
    if ((await tx.query(endGuest, values)).length > 0) ended.push(sessionEnded(guest));
  }
  return ended;
}
