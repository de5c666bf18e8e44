import type { Decision, Page, RequestKey } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";
import type { AccessEnded } from "../domain/events.ts";
import type { SessionId, UserId } from "../domain/ids.ts";
import type { ListedSession, Session } from "../domain/session.ts";

/** Shows people where they are signed in, and ends it. */
export interface SessionListStore {
  /** Sessions of a user that last, newest first, after the session of the id. */
  page(userId: UserId, after: SessionId | undefined, size: number, now: Date): Promise<Page<ListedSession, SessionId>>;
  /** Ends a session; with an owner only theirs. No event if it had ended. Fails with RESOURCE_NOT_FOUND. */
  revoke(revocation: SessionRevocation): Promise<readonly AccessEnded[]>;
  /** Ends the sessions of the user but this one; tells how many. `decide` may run more than once. */
  endOthers(
    session: Session,
    now: Date,
    decide: (account: Account, ended: readonly SessionId[]) => Decision<Account, AccessEnded>,
    request?: RequestKey,
  ): Promise<{ readonly answer: number; readonly events: readonly AccessEnded[] }>;
}

export interface SessionRevocation {
  readonly sessionId: SessionId;
  /** Left out, it may be anybody's. */
  readonly owner?: UserId | undefined;
  readonly now: Date;
  readonly request?: RequestKey | undefined;
}
