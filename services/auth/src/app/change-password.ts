import { changePassword as decide } from "../domain/credentials.ts";
import { refuse } from "../domain/errors.ts";
import { isCommonPassword } from "../domain/password.ts";
import type { Session } from "../domain/session.ts";
import { endAccessOf } from "./end-access-of.ts";
import type { AuthPorts } from "./ports.ts";
import { tooManyAttempts } from "./too-many-attempts.ts";
import { verifyOwnPassword } from "./verify-own-password.ts";

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
    const verified = await verifyOwnPassword(ports, session.userId, currentPassword);
    const passwordHash = await passwords.hash(newPassword);
    const now = clock.now();
    const change = { ...verified, session, passwordHash, now };
    const changed = await accounts.changePassword(change, (account, ended) => decide(account, ended, now));
    if (changed === undefined) throw tooManyAttempts();
    endAccessOf(ports, changed.events);
  };
