import type { Session } from "../domain/session.ts";
import { findOwnFactors, readProof, type Shown, wrongCode } from "./check-factor.ts";
import type { AuthPorts } from "./ports.ts";

/**
 * Shows a code or a passkey in the session, which counts as fresh proof there until the time of the answer. Fails with ACCOUNT_REQUIRED,
 * CODE_WRONG, TOO_MANY_ATTEMPTS; with TOKEN_INVALID if the session has ended.
 */
export const stepUp =
  (ports: AuthPorts) =>
  async (session: Session, given: Shown): Promise<Date> => {
    const own = await findOwnFactors(ports, session.userId);
    const shown = await readProof(ports, own, given);
    if (!(await ports.factors.prove(session, shown))) throw await wrongCode(ports, own.email);
    return new Date(shown.now.getTime() + ports.proofLifetimeMs);
  };
