import { type Factor, factorLimits } from "../domain/factor.ts";
import { findOwnFactors, isProtected, readProof, wrongCode } from "./check-factor.ts";
import type { Enroll } from "./enroll-totp.ts";
import type { AuthPorts } from "./ports.ts";
import { verifyOwnPassword } from "./verify-own-password.ts";

/**
 * Makes codes by e-mail a factor; with the first factor of an account come its recovery codes, which are told now or never.
 * Fails with ACCOUNT_REQUIRED, EMAIL_NOT_VERIFIED, EMAIL_FACTOR_EXISTS, CREDENTIALS_WRONG, CODE_WRONG, TOO_MANY_ATTEMPTS,
 * TOO_MANY_FACTORS, SERVER_OVERLOADED.
 */
export const enrollEmail =
  (ports: AuthPorts) =>
  async ({ userId, name, password, ...given }: Enroll) => {
    const { factors, factorCodes, clock, ids } = ports;
    const own = await findOwnFactors(ports, userId);
    const hasFactor = isProtected(own);
    if (!hasFactor) await verifyOwnPassword(ports, userId, password);
    const shown = hasFactor ? await readProof(ports, own, given) : undefined;
    const factor: Factor = { kind: "EMAIL", factorId: ids.next("fct"), userId, name, createTime: clock.now() };
    const recoveryCodes = factorCodes.newRecoveryCodes(factorLimits.recoveryCodes);
    const enrolled = await factors.enrollEmail({ factor, shown, recoveryCodes });
    if (enrolled === undefined) throw await wrongCode(ports, own.email);
    return { factor, recoveryCodes: enrolled.isFirst ? recoveryCodes : [] };
  };
