import type { AuthPorts } from "./ports.ts";
import type { SessionRevocation } from "./session-list-ports.ts";

/** Ends a session. Fails with RESOURCE_NOT_FOUND. */
export const revokeSession =
  ({ sessionList, endAccess, clock }: AuthPorts) =>
  async (revocation: Omit<SessionRevocation, "now">): Promise<void> => {
    for (const ended of await sessionList.revoke({ ...revocation, now: clock.now() })) endAccess(ended);
  };
