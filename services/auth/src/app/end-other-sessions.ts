import type { RequestKey } from "#mesh/kernel";
import { endOthers } from "../domain/end-others.ts";
import type { Session } from "../domain/session.ts";
import type { AuthPorts } from "./ports.ts";

/** Ends all sessions of the user but this one, and tells how many. */
export const endOtherSessions =
  ({ sessionList, endAccess, clock }: AuthPorts) =>
  async (session: Session, request?: RequestKey): Promise<number> => {
    const now = clock.now();
    const decide: Parameters<typeof sessionList.endOthers>[2] = (account, ended) => endOthers(account, ended, now);
    const { answer, events } = await sessionList.endOthers(session, now, decide, request);
    events.forEach(endAccess);
    return answer;
  };
