import type { Session } from "../domain/session.ts";
import type { AuthPorts } from "./ports.ts";

/** Ends the caller's session. */
export const signOut =
  ({ sessions, endAccess, clock }: AuthPorts) =>
  async (session: Session): Promise<void> => {
    for (const ended of await sessions.end(session, clock.now())) endAccess(ended);
  };
