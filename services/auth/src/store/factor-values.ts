import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { PendingFactor, SealedFactor } from "../app/factor-ports.ts";
import type { Factor } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import * as sql from "./factor-statements.ts";
import { sha256 } from "./sha256.ts";
import type { Transaction } from "./use-proof.ts";

/** How many confirmed factors the user has. */
export async function countFactors(tx: Transaction, userId: UserId): Promise<number> {
  const [row] = await tx.query(sql.count, [uuidFromId(userId)]);
  return Number(row?.factors ?? 0);
}

/** Recovery codes as they are kept: by their SHA-256. */
export const codeValues = (userId: UserId, codes: readonly string[]) => [uuidFromId(userId), codes.map(sha256)];

export function valuesOf({ factorId, userId, name, createTime, kind, secret }: PendingFactor): readonly unknown[] {
  const { sealed, keyId } = secret ?? { sealed: null, keyId: null };
  return [uuidFromId(factorId), uuidFromId(userId), name, createTime, kind, sealed, keyId];
}

export function factorFromRow(row: sql.FactorRow): Factor {
  const { kind, name, create_time: createTime } = row;
  return { kind, factorId: idFromUuid("fct", row.factor_id), userId: idFromUuid("usr", row.user_id), name, createTime };
}

export function sealedFromRow(row: sql.SealedFactorRow): SealedFactor {
  const secret = { sealed: row.sealed_secret, keyId: row.key_id };
  return { ...factorFromRow(row), secret, confirmTime: row.confirm_time ?? undefined };
}
