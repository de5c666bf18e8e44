import { notFound } from "#mesh/kernel";
import { type Factor, factorLimits } from "../domain/factor.ts";
import type { FactorId, SessionId, UserId } from "../domain/ids.ts";
import { findOwnFactors, stepProof, wrongCode } from "./check-factor.ts";
import type { AuthPorts } from "./ports.ts";

export interface ConfirmFactor {
  readonly userId: UserId;
  readonly factorId: FactorId;
  readonly code: string;
  /** The session it is shown in, where it counts as fresh proof. Default: none. */
  readonly sessionId?: SessionId | undefined;
}

/**
 * Confirms a factor by its first code; with the first factor of an account come its recovery codes, which are told now or
 * never. Fails with ACCOUNT_REQUIRED, RESOURCE_NOT_FOUND, CODE_WRONG, TOO_MANY_ATTEMPTS.
 */
export const confirmFactor =
  (ports: AuthPorts) =>
  async (shown: ConfirmFactor): Promise<{ factor: Factor; recoveryCodes: readonly string[] }> => {
    const { userId, factorId, code, sessionId } = shown;
    const { factors, factorCodes, clock } = ports;
    const { email, factors: known } = await findOwnFactors(ports, userId);
    const now = clock.now();
    const factor = known.find((one) => one.factorId === factorId && one.confirmTime === undefined);
    if (factor === undefined || now.getTime() - factor.createTime.getTime() > factorLimits.pendingMs) throw notFound();
    const proof = stepProof(ports, factor, code, now);
    const recoveryCodes = factorCodes.newRecoveryCodes(factorLimits.recoveryCodes);
    const confirmed = proof && (await factors.confirm({ factor, proof, email, now, recoveryCodes, sessionId }));
    if (confirmed === undefined) throw await wrongCode(ports, email);
    return { factor, recoveryCodes: confirmed.isFirst ? recoveryCodes : [] };
  };
