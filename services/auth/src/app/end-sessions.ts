import type { RequestKey } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

/** Ends all sessions of a user, or the one of a guest. */
export const endSessions =
  ({ accounts, endAccess, clock }: AuthPorts) =>
  async (userId: UserId, request?: RequestKey): Promise<void> => {
    for (const ended of await accounts.endSessions(userId, clock.now(), request)) endAccess(ended);
  };
