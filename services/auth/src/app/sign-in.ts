import { normalEmail } from "../domain/account.ts";
import type { Client } from "../domain/client.ts";
import { refuse } from "../domain/errors.ts";
import { guestSignedIn, sessionEnded } from "../domain/session.ts";
import { wrongCode } from "./check-factor.ts";
import { newSession, type Pair, pairFor } from "./pair.ts";
import type { PasskeyAssertion } from "./passkey-ports.ts";
import type { AuthPorts, Visitor } from "./ports.ts";
import { shownFactor } from "./shown-factor.ts";
import { refuseWhileLocked, tooManyAttempts } from "./too-many-attempts.ts";
import { verifiedHash } from "./verified-hash.ts";

export interface SignIn {
  readonly email: string;
  readonly password: string;
  /** Of a factor, or a recovery code. Default: none. */
  readonly code?: string | undefined;
  /** In place of the code. Default: none. */
  readonly passkey?: PasskeyAssertion | undefined;
  readonly client?: Client | undefined;
}

/**
 * Signs in; a guest's tokens end and its belongings move to the account. What is answered, and what work is done, tells
 * nobody whether there is an account. Who has shown the password of an account with a factor has to show
 * a code, too. Fails with CREDENTIALS_WRONG, FACTOR_CODE_REQUIRED, CODE_WRONG, TOO_MANY_ATTEMPTS, SERVER_OVERLOADED.
 */
export const signIn =
  (ports: AuthPorts) =>
  async (visitor: Visitor, { password, code = "", passkey, client, ...asked }: SignIn): Promise<Pair> => {
    const { sessions, clock } = ports;
    const email = normalEmail(asked.email);
    const { account, lockedUntil } = await sessions.findCredentials(email);
    refuseWhileLocked(lockedUntil, clock.now());
    const passwordHash = await verifiedHash(ports, email, password, account);
    if (account === undefined || passwordHash === undefined) {
      throw (await sessions.countFailure(email, clock.now())) ? refuse("CREDENTIALS_WRONG") : tooManyAttempts();
    }
    const { userId } = account;
    const shown = await shownFactor(ports, account, { code, passkey });
    const opened = newSession(ports, userId, client);
    const ends = visitor.kind === "guest" ? visitor.guest : undefined;
    const events = ends === undefined ? [] : guestSignedIn(ends, userId);
    const access = await sessions.open({ email, passwordHash, opened, shown, ends, events });
    if (access === undefined) throw shown === undefined ? tooManyAttempts() : await wrongCode(ports, email);
    if (ends !== undefined) ports.endAccess(sessionEnded(ends));
    return pairFor(ports, opened, access, opened.refreshToken);
  };
