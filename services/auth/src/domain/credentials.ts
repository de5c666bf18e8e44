import type { Decision } from "#mesh/kernel";
import type { Account } from "./account.ts";
import type { AccessEnded, EmailVerified, PasswordChanged } from "./events.ts";
import type { SessionId } from "./ids.ts";
import { sessionEnded } from "./session.ts";

type Change<E extends EmailVerified | PasswordChanged | AccessEnded> = Decision<Account, E>;

/** So many sessions end by name, an event each; more end by the version of access. */
const mostNamedSessions = 100;

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
  const { userId: key } = account;
  const version = account.version + 1;
  const next = { ...account, version, updateTime: now };
  const changed: PasswordChanged = { type: "PasswordChanged", key, version };
  if (others.length <= mostNamedSessions) {
    return { next, events: [changed, ...others.map((sessionId) => sessionEnded({ userId: key, sessionId }))] };
  }
  const authVersion = account.authVersion + 1;
  const ended: AccessEnded = { type: "AccessEnded", key, version, beforeVersion: authVersion };
  return { next: { ...next, authVersion }, events: [changed, ended] };
}
