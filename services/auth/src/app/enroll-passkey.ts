import type { Factor } from "../domain/factor.ts";
import { findOwnFactors, isProtected, readProof, wrongCode } from "./check-factor.ts";
import type { Enroll } from "./enroll-totp.ts";
import type { AuthPorts } from "./ports.ts";
import { userHandle } from "./read-passkey.ts";
import { verifyOwnPassword } from "./verify-own-password.ts";

/**
 * A passkey to be confirmed, and what its authenticator is to make. Fails with ACCOUNT_REQUIRED, CREDENTIALS_WRONG,
 * CODE_WRONG, TOO_MANY_ATTEMPTS, TOO_MANY_FACTORS, SERVER_OVERLOADED.
 */
export const enrollPasskey =
  (ports: AuthPorts) =>
  async ({ userId, name, password, ...given }: Enroll) => {
    const { factors, passkeyCeremonies, clock, ids } = ports;
    const own = await findOwnFactors(ports, userId);
    const hasFactor = isProtected(own);
    if (!hasFactor) await verifyOwnPassword(ports, userId, password);
    const shown = hasFactor ? await readProof(ports, own, given) : undefined;
    const now = clock.now();
    const factor = { kind: "PASSKEY", factorId: ids.next("fct"), userId, name, createTime: now } satisfies Factor;
    if (!(await factors.enroll(factor, shown))) throw await wrongCode(ports, own.email);
    const { rpId, algorithms } = passkeyCeremonies;
    const user = { userHandle: userHandle(userId), userName: own.email };
    const excludedCredentialIds = own.passkeys;
    return {
      factor,
      ...passkeyCeremonies.newChallenge(factor.factorId, now),
      rpId,
      algorithms,
      ...user,
      excludedCredentialIds,
    };
  };
