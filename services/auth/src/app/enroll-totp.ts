import type { Factor } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import { findOwnFactors, isProtected, readProof, wrongCode } from "./check-factor.ts";
import type { AuthPorts } from "./ports.ts";
import { verifyOwnPassword } from "./verify-own-password.ts";

export interface EnrollTotp {
  readonly userId: UserId;
  readonly name: string;
  /** Proves the user while there is no factor. */
  readonly password: string;
  /** Proves the user once there is one. */
  readonly code: string;
}

/**
 * A factor to be confirmed, and its secret, which is told now or never. Fails with ACCOUNT_REQUIRED, CREDENTIALS_WRONG,
 * CODE_WRONG, TOO_MANY_ATTEMPTS, TOO_MANY_FACTORS, SERVER_OVERLOADED.
 */
export const enrollTotp =
  (ports: AuthPorts) =>
  async ({ userId, name, password, code }: EnrollTotp) => {
    const { factors, sealing, factorCodes, clock, ids } = ports;
    const own = await findOwnFactors(ports, userId);
    const hasFactor = isProtected(own);
    if (!hasFactor) await verifyOwnPassword(ports, userId, password);
    const shown = hasFactor ? await readProof(ports, own, code) : undefined;
    const factor: Factor = { kind: "TOTP", factorId: ids.next("fct"), userId, name, createTime: clock.now() };
    const secret = factorCodes.newSecret();
    const sealed = { ...factor, secret: sealing.seal(secret, factor.factorId) };
    if (!(await factors.enroll(sealed, shown))) throw await wrongCode(ports, own.email);
    return { factor, secret, uri: factorCodes.uriOf(secret, own.email) };
  };
