import { provenSince } from "./fresh-proof.ts";
import type { AuthPorts } from "./ports.ts";
import type { SessionRevocation } from "./session-list-ports.ts";

/** Ends a session. Fails with RESOURCE_NOT_FOUND; with STEP_UP_REQUIRED if it is another user's. */
export const revokeSession =
  (ports: AuthPorts) =>
  async (wanted: Omit<SessionRevocation, "now" | "provenSince">): Promise<void> => {
    const { sessionList, endAccess, clock } = ports;
    const revocation = { ...wanted, provenSince: provenSince(ports), now: clock.now() };
    for (const ended of await sessionList.revoke(revocation)) endAccess(ended);
  };
