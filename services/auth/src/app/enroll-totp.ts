import type { Factor } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import { findOwnFactors, isProtected, readProof, type Shown, wrongCode } from "./check-factor.ts";
import type { AuthPorts } from "./ports.ts";
import { verifyOwnPassword } from "./verify-own-password.ts";

/** Asks for a factor to be made. */
export interface Enroll extends Shown {
  readonly userId: UserId;
  readonly name: string;
  /** Proves the user while there is no factor; afterwards a code or a passkey does. */
  readonly password: string;
}

/**
 * A factor to be confirmed, and its secret, which is told now or never. Fails with ACCOUNT_REQUIRED, CREDENTIALS_WRONG,
 * CODE_WRONG, TOO_MANY_ATTEMPTS, TOO_MANY_FACTORS, SERVER_OVERLOADED.
 */
export const enrollTotp =
  (ports: AuthPorts) =>
  async ({ userId, name, password, ...given }: Enroll) => {
    const { factors, sealing, factorCodes, clock, ids } = ports;
    const own = await findOwnFactors(ports, userId);
    const hasFactor = isProtected(own);
    if (!hasFactor) await verifyOwnPassword(ports, userId, password);
    const shown = hasFactor ? await readProof(ports, own, given) : undefined;
    const factor = { kind: "TOTP", factorId: ids.next("fct"), userId, name, createTime: clock.now() } satisfies Factor;
    const secret = factorCodes.newSecret();
    const sealed = { ...factor, secret: sealing.seal(secret, factor.factorId) };
    if (!(await factors.enroll(sealed, shown))) throw await wrongCode(ports, own.email);
    return { factor, secret, uri: factorCodes.uriOf(secret, own.email) };
  };
