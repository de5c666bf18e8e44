import { normalEmail } from "../domain/account.ts";
import { resetPassword as decide } from "../domain/credentials.ts";
import { refuse } from "../domain/errors.ts";
import { isCommonPassword } from "../domain/password.ts";
import { checkCode } from "./check-code.ts";
import { endAccessOf } from "./end-access-of.ts";
import type { AuthPorts } from "./ports.ts";

export interface ResetPassword {
  readonly email: string;
  readonly code: string;
  readonly newPassword: string;
}

/**
 * Sets a password with a code, and ends all sessions. Only the right code is worth the work of a hash, so a wrong one
 * takes the same time whether or not there is an account. Fails with PASSWORD_TOO_COMMON, CODE_WRONG, SERVER_OVERLOADED.
 */
export const resetPassword =
  (ports: AuthPorts) =>
  async ({ code, newPassword, ...asked }: ResetPassword): Promise<void> => {
    const { accounts, codes, codeKey, passwords, commonPasswords, clock } = ports;
    if (isCommonPassword(newPassword, commonPasswords)) throw refuse("PASSWORD_TOO_COMMON");
    const email = normalEmail(asked.email);
    const nobody = codeKey.nobodyOf(email);
    const userId = (await accounts.findByEmail(email))?.userId ?? nobody;
    const codeId = await checkCode(ports, userId, "RESET_PASSWORD", code);
    const passwordHash = await passwords.hash(newPassword);
    const now = clock.now();
    const used = await codes.use({ codeId, userId, passwordHash, now }, (account) => decide(account, now));
    if (used === undefined) throw refuse("CODE_WRONG");
    endAccessOf(ports, used.events);
  };
