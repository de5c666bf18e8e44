import { idFromUuid, notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { Completion, IdentityStore } from "../app/identity-ports.ts";
import type { Access } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { AuthEvent } from "../domain/events.ts";
import { type Claims, type Identity, identityAdded } from "../domain/identity.ts";
import { accessOf } from "./access-row.ts";
import { accountValues } from "./account-row.ts";
import { insertAlone, lock } from "./account-statements.ts";
import * as sql from "./identity-statements.ts";
import { openProven } from "./session-statements.ts";
import { clientValues, endGuest, openedValues } from "./session-values.ts";
import { taken } from "./taken.ts";
import { type Transaction, useProof } from "./use-proof.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Identities in PostgreSQL, a row each, and a row for each sign-in that came back. */
export function postgresIdentityStore(database: Database<AuthEvent>): IdentityStore {
  return {
    async findClaimed({ issuer, subject, email }) {
      const [row] = await database.query(sql.findClaimed, [issuer, subject, email]);
      if (row === undefined) return undefined;
      const { email_verified: emailVerified, is_linked: isLinked, factor_kinds: factorKinds } = row;
      return { userId: idFromUuid("usr", row.user_id), emailVerified, isLinked, factorKinds };
    },
    async findReturned(stateHash) {
      const [row] = await database.query(sql.findReturned, [stateHash]);
      return row && claimsFromRow(row);
    },
    async keepReturned(stateHash, { issuer, subject, email, emailVerified, displayName }, expireTime) {
      const values = [stateHash, issuer, subject, email, emailVerified, displayName, expireTime];
      return (await database.query(sql.keepReturned, values)).length > 0;
    },
    complete: (completion) =>
      database
        .change<Access>(undefined, async (tx) => {
          const { answer, events } = await complete(tx, completion);
          return { answer, events: [...completion.events, ...events] };
        })
        .catch((error: unknown) => {
          if (error instanceof Incomplete) return undefined;
          throw error;
        }),
    async page(userId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.page, [uuidFromId(userId), before, size + 1]);
      return toPage(rows.map(identityFromRow), size, ({ identityId }) => identityId);
    },
    remove(userId, identityId, request) {
      return database.change(request, async (tx) => {
        const user = uuidFromId(userId);
        const [account] = await tx.query(lock, [user]);
        const removed = await tx.query(sql.remove, [uuidFromId(identityId), user]);
        if (account === undefined || removed.length === 0) throw notFound();
        const [left] = await tx.query(sql.canSignIn, [user]);
        if (!left?.can) throw refuse("LAST_SIGN_IN");
        return { answer: undefined, events: [] };
      });
    },
  };
}

/** Rolls all of a completion back. */
class Incomplete extends Error {}

/** The account is locked, or made, before anything of it. */
async function complete(tx: Transaction, { stateHash, identity, account, opened, shown, ends }: Completion) {
  const user = uuidFromId(identity.userId);
  if ((await tx.query(sql.completeReturned, [stateHash, opened.now])).length === 0) throw new Incomplete();
  if (account === undefined) {
    if ((await tx.query(lock, [user])).length === 0) throw new Incomplete();
  } else await tx.query(insertAlone, accountValues(account)).catch(taken);
  const used = shown === undefined ? [] : await useProof(tx, identity.userId, shown);
  if (used === undefined) throw refuse("CODE_WRONG");
  const [kept] = await tx.query(sql.keep, identityValues(identity));
  if (kept?.user_id !== user) throw new Incomplete();
  const values = [...openedValues(opened), ...clientValues(opened), shown !== undefined];
  const answer = accessOf(await tx.query(openProven, values));
  if (answer === undefined) throw new Incomplete();
  if (ends !== undefined) await endGuest(tx, ends, opened.now);
  // A new account comes with its identity.
  const added = account === undefined && kept.is_new ? [identityAdded(identity)] : [];
  return { answer, events: [...used, ...added] };
}

function identityValues(identity: Identity): readonly unknown[] {
  const { identityId, userId, provider, issuer, subject, email, createTime } = identity;
  return [uuidFromId(identityId), uuidFromId(userId), provider, issuer, subject, email, createTime];
}

function identityFromRow(row: sql.IdentityRow): Identity {
  const { provider, issuer, subject, email, create_time: createTime } = row;
  const ids = { identityId: idFromUuid("idn", row.identity_id), userId: idFromUuid("usr", row.user_id) };
  return { ...ids, provider, issuer, subject, email, createTime };
}

function claimsFromRow(row: sql.ReturnedRow): Claims {
  const { issuer, subject, email, email_verified: emailVerified, display_name: displayName } = row;
  return { issuer, subject, email, emailVerified, displayName };
}
