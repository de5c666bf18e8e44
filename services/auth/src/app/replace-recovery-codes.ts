import { factorLimits } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import { findOwnFactors, readProof, type Shown, wrongCode } from "./check-factor.ts";
import type { AuthPorts } from "./ports.ts";

/**
 * Other recovery codes, told now or never, for who shows a code of a factor, a passkey or a recovery code. Fails with
 * ACCOUNT_REQUIRED, CODE_WRONG, TOO_MANY_ATTEMPTS.
 */
export const replaceRecoveryCodes =
  (ports: AuthPorts) =>
  async (userId: UserId, given: Shown): Promise<readonly string[]> => {
    const own = await findOwnFactors(ports, userId);
    const shown = await readProof(ports, own, given);
    const recoveryCodes = ports.factorCodes.newRecoveryCodes(factorLimits.recoveryCodes);
    const isReplaced = await ports.factors.replaceRecoveryCodes(userId, recoveryCodes, shown);
    if (!isReplaced) throw await wrongCode(ports, own.email);
    return recoveryCodes;
  };
