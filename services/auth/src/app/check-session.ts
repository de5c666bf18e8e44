import { isId, refuse } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

export interface CheckSession {
  readonly userId: UserId;
  /** Of a session, or of a key. */
  readonly sessionId: string;
  readonly accessVersion: number;
}

/** Looks up whether access still holds that a token speaks of. Fails with TOKEN_INVALID. */
export const checkSession =
  (ports: AuthPorts) =>
  async (asked: CheckSession): Promise<void> => {
    if (!(await holds(ports, asked))) throw refuse("TOKEN_INVALID");
  };

async function holds({ sessions, apiKeys, clock }: AuthPorts, { userId, sessionId, accessVersion }: CheckSession) {
  if (isId("key", sessionId)) return apiKeys.isGood({ apiKeyId: sessionId, userId }, accessVersion, clock.now());
  return isId("ses", sessionId) && !(await sessions.hasAccessEnded({ userId, sessionId }, accessVersion));
}
