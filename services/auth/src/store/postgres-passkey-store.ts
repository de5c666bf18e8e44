import { idFromUuid, notFound, uuidFromId } from "#mesh/kernel";
import { type Database, violates } from "#mesh/store";
import type { PasskeyStore } from "../app/passkey-ports.ts";
import { refuse } from "../domain/errors.ts";
import type { AuthEvent } from "../domain/events.ts";
import { factorAdded } from "../domain/factor.ts";
import { lock } from "./account-statements.ts";
import { replaceRecoveryCodes } from "./factor-statements.ts";
import { codeValues, countFactors, factorFromRow } from "./factor-values.ts";
import * as sql from "./passkey-statements.ts";

/** Passkeys in PostgreSQL, among the factors. */
export function postgresPasskeyStore(database: Database<AuthEvent>): PasskeyStore {
  return {
    async find(credentialId) {
      const [row] = await database.query(sql.find, [credentialId]);
      if (row === undefined) return undefined;
      const owner = {
        factorId: idFromUuid("fct", row.factor_id),
        userId: idFromUuid("usr", row.user_id),
        email: row.email,
      };
      return { ...owner, credentialId, publicKey: row.public_key, signCount: Number(row.sign_count) };
    },
    confirm({ userId, factorId, key, sessionId, recoveryCodes, now }) {
      return database.change(undefined, async (tx) => {
        const [account] = await tx.query(lock, [uuidFromId(userId)]);
        if (account === undefined) throw refuse("ACCOUNT_REQUIRED");
        const isFirst = (await countFactors(tx, userId)) === 0;
        const { credentialId, publicKey, signCount } = key;
        const shown = [uuidFromId(factorId), uuidFromId(userId), now, credentialId, publicKey, signCount];
        const [row] = await tx.query(sql.confirm, [...shown, uuidFromId(sessionId)]).catch(alreadyThere);
        if (row === undefined) throw notFound();
        if (isFirst) await tx.query(replaceRecoveryCodes, codeValues(userId, recoveryCodes));
        const factor = factorFromRow(row);
        return { answer: { factor, isFirst }, events: [factorAdded(factor)] };
      });
    },
  };
}

function alreadyThere(error: unknown): never {
  throw violates(error, "factors_credential") ? refuse("PASSKEY_EXISTS", { cause: error }) : error;
}
