import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { ShownProof } from "../app/factor-ports.ts";
import type { Access, SessionStore, SignedInSession } from "../app/ports.ts";
import { apiKeyLimits } from "../domain/api-key.ts";
import { codeLimits } from "../domain/code.ts";
import { refuse } from "../domain/errors.ts";
import type { AuthEvent } from "../domain/events.ts";
import type { UserId } from "../domain/ids.ts";
import { lockOut } from "../domain/lock-out.ts";
import { type Session, sessionEnded } from "../domain/session.ts";
import { accessOf } from "./access-row.ts";
import { lock } from "./account-statements.ts";
import * as sql from "./session-statements.ts";
import { clientValues, endGuest, endSession, openedValues } from "./session-values.ts";
import { sha256 } from "./sha256.ts";
import { type Transaction, useProof } from "./use-proof.ts";

const purgeBatch = 1_000;

/** Sessions in PostgreSQL: a row each, and one for each refresh token given out. */
export function postgresSessionStore(database: Database<AuthEvent>): SessionStore {
  return {
    async findCredentials(email) {
      const [row] = await database.query(sql.findCredentials, [email, sha256(email)]);
      const none = { user_id: null, password_hash: null, lock_time: null, factor_kinds: [] };
      const { user_id, password_hash, lock_time, factor_kinds: factorKinds } = row ?? none;
      const known = user_id !== null && password_hash !== null;
      return {
        account: known ? { userId: idFromUuid("usr", user_id), passwordHash: password_hash, factorKinds } : undefined,
        lockedUntil: lock_time ?? undefined,
      };
    },
    async findOwnCredentials(userId) {
      const [row] = await database.query(sql.findOwnCredentials, [uuidFromId(userId)]);
      if (row === undefined) return undefined;
      const { email, password_hash, lock_time } = row;
      return { email, passwordHash: password_hash ?? undefined, lockedUntil: lock_time ?? undefined };
    },
    async replaceHash(userId, hash, next) {
      return (await database.query(sql.replaceHash, [uuidFromId(userId), hash, next])).length > 0;
    },
    async countFailure(email, now) {
      const forgetBefore = new Date(now.getTime() - lockOut.forgetAfterMs);
      const rows = await database.query(sql.countFailure, [sha256(email), now, forgetBefore, lockOut.pausesMs]);
      return rows.length > 0;
    },
    async open(signIn) {
      const values = [
        ...openedValues(signIn.opened),
        signIn.passwordHash,
        sha256(signIn.email),
        ...clientValues(signIn.opened),
        signIn.shown !== undefined,
      ];
      if (signIn.ends === undefined && signIn.shown === undefined)
        return accessOf(await database.query(sql.signIn, values));
      return openInTurn(signIn, values);
    },
    openProven({ opened, shown, ends, events }) {
      return database.change<Access | undefined>(undefined, async (tx) => {
        const used = await useProofOf(tx, opened.userId, shown);
        if (used === undefined) return { answer: undefined, events: [] };
        const access = accessOf(
          await tx.query(sql.openProven, [...openedValues(opened), ...clientValues(opened), true]),
        );
        if (access === undefined) return { answer: undefined, events: [] };
        if (ends !== undefined) await endGuest(tx, ends, opened.now);
        return { answer: access, events: [...events, ...used] };
      });
    },
    async exchange(token, next) {
      const values = [sha256(token), sha256(next.token), next.now, next.expireTime, ...clientValues(next)];
      const rows = await database.query(sql.exchange, values);
      const [session, access] = [sessionOf(rows), accessOf(rows)];
      return session && access && { session, ...access };
    },
    async findReused(token, now) {
      return sessionOf(await database.query(sql.findReused, [sha256(token), now]));
    },
    end(session, now, because = []) {
      return database.change(undefined, async (tx) => {
        const ended = (await endSession(tx, session, now)) ? [sessionEnded(session)] : [];
        return { answer: ended, events: ended.length === 0 ? [] : [...because, ...ended] };
      });
    },
    async hasEnded({ sessionId }) {
      return (await database.query(sql.findEnded, [uuidFromId(sessionId)])).length > 0;
    },
    async findAccess({ sessionId, userId }, accessVersion, provenSince) {
      const values = [uuidFromId(sessionId), uuidFromId(userId), accessVersion, provenSince];
      const [row] = await database.query(sql.findAccess, values);
      return {
        hasEnded: row?.has_ended ?? true,
        lacksProof: row?.lacks_proof ?? true,
        isImpersonation: row?.is_impersonation ?? true,
      };
    },
    async purge(now) {
      const forgetBefore = new Date(now.getTime() - lockOut.forgetAfterMs);
      await database.query(sql.purges.failures, [forgetBefore, purgeBatch]);
      await database.query(sql.purges.codes, [new Date(now.getTime() - codeLimits.countedMs), purgeBatch]);
      await database.query(sql.purges.refreshTokens, [now, purgeBatch]);
      await database.query(sql.purges.sessions, [now, purgeBatch]);
      await database.query(sql.purges.challenges, [now, purgeBatch]);
      await database.query(sql.purges.providerSignIns, [now, purgeBatch]);
      await database.query(sql.purges.apiKeys, [new Date(now.getTime() - apiKeyLimits.revokedKeptMs), purgeBatch]);
    },
  };

  /** With what goes with it: the proof that is used up, the guest whose session ends. */
  function openInTurn({ ends, shown, opened, events }: SignedInSession, values: readonly unknown[]) {
    return database.change<Access | undefined>(undefined, async (tx) => {
      const used = shown === undefined ? [] : await useProofOf(tx, opened.userId, shown);
      if (used === undefined) return { answer: undefined, events: [] };
      const access = accessOf(await tx.query(sql.signIn, values));
      if (access === undefined && shown !== undefined) throw refuse("CREDENTIALS_WRONG");
      if (access === undefined) return { answer: undefined, events: [] };
      if (ends !== undefined) await endGuest(tx, ends, opened.now);
      return { answer: access, events: [...events, ...used] };
    });
  }
}

/** The account is locked before its factors. */
async function useProofOf(tx: Transaction, userId: UserId, shown: ShownProof) {
  await tx.query(lock, [uuidFromId(userId)]);
  return useProof(tx, userId, shown);
}

function sessionOf(rows: readonly { session_id: string; user_id: string }[]): Session | undefined {
  const [row] = rows;
  return row && { sessionId: idFromUuid("ses", row.session_id), userId: idFromUuid("usr", row.user_id) };
}
