import type { Decision } from "#mesh/kernel";
import type { Account } from "./account.ts";
import { endOthers } from "./end-others.ts";
import type { AccessEnded, EmailVerified, PasswordChanged } from "./events.ts";
import type { SessionId } from "./ids.ts";

type Change<E extends EmailVerified | PasswordChanged | AccessEnded> = Decision<Account, E>;

/** The account with an e-mail that was shown to be theirs. */
export function verifyEmail(account: Account, now: Date): Change<EmailVerified> {
  if (account.emailVerified) return { next: account, events: [] };
  const version = account.version + 1;
  const next = { ...account, version, emailVerified: true, updateTime: now };
  return { next, events: [{ type: "EmailVerified", key: account.userId, version }] };
}

/** The account after a new password was set with a code from the mailbox: all access tokens given out before end. */
export function resetPassword(account: Account, now: Date): Change<PasswordChanged | EmailVerified | AccessEnded> {
  const { userId: key, emailVerified } = account;
  const [version, authVersion] = [account.version + 1, account.authVersion + 1];
  return {
    next: { ...account, version, authVersion, emailVerified: true, updateTime: now },
    events: [
      { type: "PasswordChanged", key, version },
      ...(emailVerified ? [] : [{ type: "EmailVerified", key, version } as const]),
      { type: "AccessEnded", key, version, beforeVersion: authVersion },
    ],
  };
}

/**
 * The account after its user changed the password, which ended the `others`, their other sessions. The caller's access
 * token stays good, unless the others are too many to name: then all end, and a refresh gives the caller the next.
 */
export function changePassword(
  account: Account,
  others: readonly SessionId[],
  now: Date,
): Change<PasswordChanged | AccessEnded> {
  const version = account.version + 1;
  const changed: PasswordChanged = { type: "PasswordChanged", key: account.userId, version };
  const { next, events } = endOthers(account, others, now);
  return { next: { ...next, version, updateTime: now }, events: [changed, ...events] };
}
