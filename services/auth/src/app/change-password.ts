import { changePassword as decide } from "../domain/credentials.ts";
import { refuse } from "../domain/errors.ts";
import { isCommonPassword } from "../domain/password.ts";
import type { Session } from "../domain/session.ts";
import { endAccessOf } from "./end-access-of.ts";
import type { AuthPorts } from "./ports.ts";
import { refuseWhileLocked, tooManyAttempts } from "./too-many-attempts.ts";

export interface ChangePassword {
  readonly currentPassword: string;
  readonly newPassword: string;
}

/**
 * Sets another password for who shows the current one, under the lock-out of sign-in, and ends all other sessions. Fails
 * with PASSWORD_TOO_COMMON, ACCOUNT_REQUIRED, CREDENTIALS_WRONG, TOO_MANY_ATTEMPTS, SERVER_OVERLOADED.
 */
export const changePassword =
  (ports: AuthPorts) =>
  async (session: Session, { currentPassword, newPassword }: ChangePassword): Promise<void> => {
    const { accounts, passwords, commonPasswords, clock } = ports;
    if (isCommonPassword(newPassword, commonPasswords)) throw refuse("PASSWORD_TOO_COMMON");
    const verified = await verifyOwn(ports, session, currentPassword);
    const passwordHash = await passwords.hash(newPassword);
    const now = clock.now();
    const change = { ...verified, session, passwordHash, now };
    const changed = await accounts.changePassword(change, (account, ended) => decide(account, ended, now));
    if (changed === undefined) throw tooManyAttempts();
    endAccessOf(ports, changed.events);
  };

async function verifyOwn({ sessions, passwords, clock }: AuthPorts, { userId }: Session, password: string) {
  const own = await sessions.findOwnCredentials(userId);
  if (own === undefined) throw refuse("ACCOUNT_REQUIRED");
  const { email, passwordHash: verifiedHash, lockedUntil } = own;
  refuseWhileLocked(lockedUntil, clock.now());
  const isRight = await passwords.verify(password, verifiedHash);
  if (verifiedHash !== undefined && isRight) return { email, verifiedHash };
  throw (await sessions.countFailure(email, clock.now())) ? refuse("CREDENTIALS_WRONG") : tooManyAttempts();
}
