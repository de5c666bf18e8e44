import { assertNever, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { ShownProof } from "../app/factor-ports.ts";
import type { AuthEvent } from "../domain/events.ts";
import { proofUsed } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import { useRecoveryCode, useSentCode, useStep } from "./factor-statements.ts";
import { usePasskey } from "./passkey-statements.ts";
import { sha256 } from "./sha256.ts";

export type Transaction = Parameters<Parameters<Database<AuthEvent>["change"]>[1]>[0];

/** Uses a proof up, with what it tells of; undefined if it was used, or no attempt is to be taken. */
export async function useProof(
  tx: Transaction,
  userId: UserId,
  { proof, email, now }: ShownProof,
): Promise<readonly AuthEvent[] | undefined> {
  const user = uuidFromId(userId);
  const unless = [sha256(email), now];
  const rows = await use();
  return rows.length === 0 ? undefined : proofUsed(userId, proof);

  function use(): Promise<readonly unknown[]> {
    switch (proof.kind) {
      case "totp":
        return tx.query(useStep, [uuidFromId(proof.factorId), user, proof.step, ...unless]);
      case "email":
        return tx.query(useSentCode, [uuidFromId(proof.codeId), user, ...unless]);
      case "passkey": {
        const { factorId, challenge, expireTime, signCount } = proof;
        return tx.query(usePasskey, [uuidFromId(factorId), user, challenge, expireTime, signCount]);
      }
      case "recovery":
        return tx.query(useRecoveryCode, [user, sha256(proof.code), ...unless]);
      default:
        return assertNever(proof);
    }
  }
}
