import { refuse } from "../domain/errors.ts";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";
import { refuseWhileLocked, tooManyAttempts } from "./too-many-attempts.ts";

/**
 * The e-mail and hash of the user, whose password this is, under the lock-out of sign-in. Fails with ACCOUNT_REQUIRED,
 * CREDENTIALS_WRONG, TOO_MANY_ATTEMPTS, SERVER_OVERLOADED.
 */
export async function verifyOwnPassword({ sessions, passwords, clock }: AuthPorts, userId: UserId, password: string) {
  const own = await sessions.findOwnCredentials(userId);
  if (own === undefined) throw refuse("ACCOUNT_REQUIRED");
  const { email, passwordHash: verifiedHash, lockedUntil } = own;
  refuseWhileLocked(lockedUntil, clock.now());
  const isRight = await passwords.verify(password, verifiedHash);
  if (verifiedHash !== undefined && isRight) return { email, verifiedHash };
  throw (await sessions.countFailure(email, clock.now())) ? refuse("CREDENTIALS_WRONG") : tooManyAttempts();
}
