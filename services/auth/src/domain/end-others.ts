import type { Decision } from "#mesh/kernel";
import type { Account } from "./account.ts";
import type { AccessEnded } from "./events.ts";
import type { SessionId } from "./ids.ts";
import { sessionEnded } from "./session.ts";

/** So many sessions end by name, an event each; more end by the version of access. */
const mostNamedSessions = 100;

/**
 * The account after its user ended the `others`, their other sessions. The caller's access token stays good, unless the
 * others are too many to name: then all end, and a refresh gives the caller the next.
 */
export function endOthers(account: Account, others: readonly SessionId[], now: Date): Decision<Account, AccessEnded> {
  const { userId: key } = account;
  if (others.length <= mostNamedSessions) {
    return { next: account, events: others.map((sessionId) => sessionEnded({ userId: key, sessionId })) };
  }
  const [version, authVersion] = [account.version + 1, account.authVersion + 1];
  return {
    next: { ...account, version, authVersion, updateTime: now },
    events: [{ type: "AccessEnded", key, version, beforeVersion: authVersion }],
  };
}
