import { idFromUuid, notFound, refuse as refuseAnywhere, toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { FactorStore, OwnFactors } from "../app/factor-ports.ts";
import { refuse } from "../domain/errors.ts";
import type { AuthEvent } from "../domain/events.ts";
import { factorAdded, factorLimits, factorRemoved, recoveryCodesReplaced } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import type { AccountRow } from "./account-row.ts";
import { lock } from "./account-statements.ts";
import * as sql from "./factor-statements.ts";
import { codeValues, countFactors, factorFromRow, sealedFromRow, valuesOf } from "./factor-values.ts";
import { type Transaction, useProof } from "./use-proof.ts";

const beyondAll = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Factors in PostgreSQL, a row each. Their account is locked before each change, so that changes take turns. */
export function postgresFactorStore(database: Database<AuthEvent>): FactorStore {
  return {
    async findOwn(userId) {
      const rows = await database.query(sql.findOwn, [uuidFromId(userId)]);
      const [row] = rows;
      const factors = rows.flatMap((one) => (one.kind === "TOTP" ? [sealedFromRow(one)] : []));
      const hasEmailFactor = rows.some(({ kind }) => kind === "EMAIL");
      const passkeys = rows.flatMap((one) => (one.kind === "PASSKEY" ? (one.credential_id ?? []) : []));
      const lockedUntil = row?.lock_time ?? undefined;
      return row && { userId, email: row.email, lockedUntil, factors, hasEmailFactor, passkeys, ...sentOf(row) };
    },
    enroll(factor, shown) {
      return inTurn(factor.userId, false, async (tx) => {
        const used = shown === undefined ? [] : await useProof(tx, factor.userId, shown);
        const known = await countFactors(tx, factor.userId);
        if (used === undefined || (shown === undefined && known > 0)) return undefined;
        if (known >= factorLimits.factors) throw refuse("TOO_MANY_FACTORS");
        await tx.query(sql.deletePending, [uuidFromId(factor.userId)]);
        await tx.query(sql.insert, valuesOf(factor));
        return { answer: true, events: used };
      });
    },
    enrollEmail({ factor, shown, recoveryCodes }) {
      const { factorId, userId, name, createTime } = factor;
      return inTurn(userId, undefined, async (tx, { email_verified: isVerified }) => {
        if (!isVerified) throw refuse("EMAIL_NOT_VERIFIED");
        const used = shown === undefined ? [] : await useProof(tx, userId, shown);
        const known = await countFactors(tx, userId);
        if (used === undefined || (shown === undefined && known > 0)) return undefined;
        if (known >= factorLimits.factors) throw refuse("TOO_MANY_FACTORS");
        const values = [uuidFromId(factorId), uuidFromId(userId), name, createTime];
        if ((await tx.query(sql.insertEmail, values)).length === 0) throw refuse("EMAIL_FACTOR_EXISTS");
        if (known === 0) await tx.query(sql.replaceRecoveryCodes, codeValues(userId, recoveryCodes));
        return { answer: { isFirst: known === 0 }, events: [...used, factorAdded(factor)] };
      });
    },
    confirm({ factor, recoveryCodes, sessionId, ...shown }) {
      return inTurn(factor.userId, undefined, async (tx) => {
        if ((await useProof(tx, factor.userId, shown)) === undefined) return undefined;
        const isFirst = (await countFactors(tx, factor.userId)) === 0;
        const session = sessionId === undefined ? null : uuidFromId(sessionId);
        const values = [uuidFromId(factor.factorId), shown.now, uuidFromId(factor.userId), session];
        const [confirmed] = await tx.query(sql.confirm, values);
        if (confirmed === undefined) throw notFound();
        if (isFirst) await tx.query(sql.replaceRecoveryCodes, codeValues(factor.userId, recoveryCodes));
        return { answer: { isFirst }, events: [factorAdded(factor)] };
      });
    },
    async page(userId, after, size) {
      const before = after === undefined ? beyondAll : uuidFromId(after);
      const rows = await database.query(sql.page, [uuidFromId(userId), before, size + 1]);
      return toPage(rows.map(factorFromRow), size, ({ factorId }) => factorId);
    },
    async countRecoveryCodes(userId) {
      const [row] = await database.query(sql.countRecoveryCodes, [uuidFromId(userId)]);
      return Number(row?.codes ?? 0);
    },
    remove(userId, factorId, shown) {
      return inTurn(userId, false, async (tx) => {
        const used = await useProof(tx, userId, shown);
        if (used === undefined) return undefined;
        const [removed] = await tx.query(sql.remove, [uuidFromId(factorId), uuidFromId(userId)]);
        if (removed === undefined) throw notFound();
        if ((await countFactors(tx, userId)) === 0) await tx.query(sql.replaceRecoveryCodes, codeValues(userId, []));
        return { answer: true, events: [...used, factorRemoved({ userId, factorId })] };
      });
    },
    replaceRecoveryCodes(userId, recoveryCodes, shown) {
      return inTurn(userId, false, async (tx) => {
        const used = await useProof(tx, userId, shown);
        if (used === undefined) return undefined;
        await tx.query(sql.replaceRecoveryCodes, codeValues(userId, recoveryCodes));
        return { answer: true, events: [...used, recoveryCodesReplaced(userId)] };
      });
    },
    prove({ userId, sessionId }, shown) {
      return inTurn(userId, false, async (tx) => {
        const used = await useProof(tx, userId, shown);
        if (used === undefined) return undefined;
        const proven = await tx.query(sql.prove, [uuidFromId(sessionId), uuidFromId(userId), shown.now]);
        if (proven.length === 0) throw refuseAnywhere("TOKEN_INVALID");
        return { answer: true, events: used };
      });
    },
    async findSealedOtherwise(keyId, most) {
      return (await database.query(sql.findSealedOtherwise, [keyId, most])).map(sealedFromRow);
    },
    async reseal(factorId, before, next) {
      await database.query(sql.reseal, [uuidFromId(factorId), before.sealed, next.sealed, next.keyId]);
    },
  };

  /** Runs a change after the account was locked. `otherwise` is the answer if it comes to nothing. */
  function inTurn<T, N>(
    userId: UserId,
    otherwise: N,
    run: (
      tx: Transaction,
      account: AccountRow,
    ) => Promise<{ readonly answer: T; readonly events: readonly AuthEvent[] } | undefined>,
  ): Promise<T | N> {
    return database.change<T | N>(undefined, async (tx) => {
      const [account] = await tx.query(lock, [uuidFromId(userId)]);
      if (account === undefined) throw refuse("ACCOUNT_REQUIRED");
      return (await run(tx, account)) ?? { answer: otherwise, events: [] };
    });
  }
}

/** The code by e-mail that was not used. */
function sentOf({ code_id: codeId, code_expire_time: expireTime }: sql.OwnRow): Pick<OwnFactors, "emailCode"> {
  const isSent = codeId !== null && expireTime !== null;
  return { emailCode: isSent ? { codeId: idFromUuid("cod", codeId), expireTime } : undefined };
}
