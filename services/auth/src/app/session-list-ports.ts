import type { Decision, Page, RequestKey } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";
import type { AccessEnded } from "../domain/events.ts";
import type { SessionId, UserId } from "../domain/ids.ts";
import type { ListedSession, Session } from "../domain/session.ts";

/** Shows people where they are signed in, and ends it. */
export interface SessionListStore {
  /** Sessions of a user that last, newest first, after the session of the id. */
  page(userId: UserId, after: SessionId | undefined, size: number, now: Date): Promise<Page<ListedSession, SessionId>>;
  /**
   * Ends a session. No event if it had ended. Fails with RESOURCE_NOT_FOUND; with STEP_UP_REQUIRED if it is another's than
   * whose session asks, and that lacks a proof.
   */
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
  /** The session that asks. */
  readonly by: Session;
  /** False if it may only be one of the same user. */
  readonly isAnybodys: boolean;
  readonly provenSince: Date;
  readonly now: Date;
  readonly request?: RequestKey | undefined;
}
