import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { CodeStore } from "../app/code-ports.ts";
import { codeLimits, codeRequested, countedMsOf } from "../domain/code.ts";
import type { AuthEvent } from "../domain/events.ts";
import { accountFromRow } from "./account-row.ts";
import { lock } from "./account-statements.ts";
import * as sql from "./code-statements.ts";
import { sha256 } from "./sha256.ts";

const { tries, requests } = codeLimits;

/** Codes in PostgreSQL: a row for the last one of each user and purpose. */
export function postgresCodeStore(database: Database<AuthEvent>): CodeStore {
  return {
    async request(code, now) {
      const { codeId, userId, purpose, expireTime } = code;
      const countedMs = countedMsOf(purpose);
      const countedFrom = new Date(now.getTime() - countedMs);
      const values = [uuidFromId(codeId), uuidFromId(userId), purpose, expireTime, now, countedFrom, requests];
      const [row] = await database.write(sql.request, values, [codeRequested(code)]);
      const since = row === undefined ? now : row.since;
      return since === null ? undefined : new Date(since.getTime() + countedMs);
    },
    async countTry(userId, purpose, now) {
      const [row] = await database.query(sql.countTry, [uuidFromId(userId), purpose, now, tries]);
      return row && idFromUuid("cod", row.code_id);
    },
    async find(codeId, now) {
      const [row] = await database.query(sql.find, [uuidFromId(codeId), now]);
      return row && { account: accountFromRow(row), purpose: row.purpose, expireTime: row.expire_time };
    },
    async use({ codeId, userId, passwordHash, now }, decide) {
      return database.change(undefined, async (tx) => {
        const [row] = await tx.query(lock, [uuidFromId(userId)]);
        if (row === undefined) return { answer: undefined, events: [] };
        const { next, events } = decide(accountFromRow(row));
        const { version, authVersion, email, updateTime } = next;
        const code = [uuidFromId(codeId), uuidFromId(userId), now];
        const changes = [version, authVersion, passwordHash ?? null, sha256(email), updateTime];
        const [used] = await tx.query(sql.use, [...code, ...changes]);
        return used === undefined ? { answer: undefined, events: [] } : { answer: { answer: next, events }, events };
      });
    },
  };
}
