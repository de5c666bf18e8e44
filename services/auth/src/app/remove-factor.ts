import type { FactorId, UserId } from "../domain/ids.ts";
import { findOwnFactors, readProof, type Shown, wrongCode } from "./check-factor.ts";
import type { AuthPorts } from "./ports.ts";

export interface RemoveFactor extends Shown {
  readonly userId: UserId;
  readonly factorId: FactorId;
}

/**
 * Removes a factor for who shows a code of any of them, a passkey or a recovery code. Fails with ACCOUNT_REQUIRED,
 * RESOURCE_NOT_FOUND, CODE_WRONG, TOO_MANY_ATTEMPTS.
 */
export const removeFactor =
  (ports: AuthPorts) =>
  async ({ userId, factorId, ...given }: RemoveFactor): Promise<void> => {
    const own = await findOwnFactors(ports, userId);
    const shown = await readProof(ports, own, given);
    if (!(await ports.factors.remove(userId, factorId, shown))) throw await wrongCode(ports, own.email);
  };
