import type { Decision } from "#mesh/kernel";
import type { Account } from "../domain/account.ts";
import type { Code } from "../domain/code.ts";
import type { CodePurpose } from "../domain/code-purpose.ts";
import type { AuthEvent } from "../domain/events.ts";
import type { CodeId, UserId } from "../domain/ids.ts";
import type { Changed } from "./changed.ts";

/** Keeps the last code of each user and purpose. */
export interface CodeStore {
  /**
   * Keeps a code in place of the one before it, and tells of it if its user has an account. If too many were asked for
   * nothing is kept, and it answers with when the next may be.
   */
  request(code: Code, now: Date): Promise<Date | undefined>;
  /** Counts a try of the code of the user; undefined if there is none to try. */
  countTry(userId: UserId, purpose: CodePurpose, now: Date): Promise<CodeId | undefined>;
  /** A code that is still good, and its account. */
  find(codeId: CodeId, now: Date): Promise<SentCode | undefined>;
  /**
   * Uses a code, once, for a change of its account; with a password it sets that, ends all sessions, and forgets the
   * failures of the e-mail. Undefined if the code is no longer good. `decide` may run more than once.
   */
  use(use: CodeUse, decide: (account: Account) => Decision<Account, AuthEvent>): Promise<Changed<Account> | undefined>;
}

export interface SentCode {
  readonly account: Account;
  readonly purpose: CodePurpose;
  readonly expireTime: Date;
}

export interface CodeUse {
  readonly codeId: CodeId;
  readonly userId: UserId;
  readonly passwordHash?: string | undefined;
  readonly now: Date;
}

/** Derives codes from their ids. */
export interface CodeKey {
  /** As people get it, "XXXXX-XXXXX". */
  codeOf(codeId: CodeId): string;
  /** Takes the same time for every code of the right length. */
  matches(given: string, codeId: CodeId): boolean;
  /** The id of a user who is not there, always the same for the e-mail. */
  nobodyOf(email: string): UserId;
}
