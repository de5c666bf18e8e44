import { isId, refuse } from "#mesh/kernel";
import { refuse as refuseHere } from "../domain/errors.ts";
import type { UserId } from "../domain/ids.ts";
import { provenSince } from "./fresh-proof.ts";
import type { AuthPorts } from "./ports.ts";

export interface CheckSession {
  readonly userId: UserId;
  /** Of a session, or of a key. */
  readonly sessionId: string;
  readonly accessVersion: number;
  /** Whether the session is to have shown the user's factor of late. Nobody is there to show one for a key. */
  readonly freshProof: boolean;
}

/** Looks up whether access still holds that a token speaks of. Fails with TOKEN_INVALID, STEP_UP_REQUIRED, IMPERSONATION_REFUSED. */
export const checkSession =
  (ports: AuthPorts) =>
  async ({ freshProof, ...asked }: CheckSession): Promise<void> => {
    const { hasEnded, lacksProof, isImpersonation } = await findAccess(ports, asked);
    if (hasEnded) throw refuse("TOKEN_INVALID");
    if (isImpersonation) throw refuseHere("IMPERSONATION_REFUSED");
    if (freshProof && lacksProof) throw refuseHere("STEP_UP_REQUIRED");
  };

async function findAccess(ports: AuthPorts, { userId, sessionId, accessVersion }: Omit<CheckSession, "freshProof">) {
  const { sessions, apiKeys, clock } = ports;
  if (isId("ses", sessionId)) return sessions.findAccess({ userId, sessionId }, accessVersion, provenSince(ports));
  const isGood =
    isId("key", sessionId) && (await apiKeys.isGood({ apiKeyId: sessionId, userId }, accessVersion, clock.now()));
  return { hasEnded: !isGood, lacksProof: false, isImpersonation: false };
}
