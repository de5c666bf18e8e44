import { newCode } from "../domain/code.ts";
import { refuse } from "../domain/errors.ts";
import type { UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";
import { tooManyAttempts } from "./too-many-attempts.ts";

/** Asks for a code, unless the e-mail is verified. Fails with ACCOUNT_REQUIRED, TOO_MANY_ATTEMPTS. */
export const requestEmailVerification =
  ({ accounts, codes, clock, ids }: AuthPorts) =>
  async (userId: UserId): Promise<void> => {
    const account = await accounts.find(userId);
    if (account === undefined) throw refuse("ACCOUNT_REQUIRED");
    if (account.emailVerified) return;
    const now = clock.now();
    const nextTime = await codes.request(
      newCode({ codeId: ids.next("cod"), userId, purpose: "VERIFY_EMAIL" }, now),
      now,
    );
    if (nextTime !== undefined) throw tooManyAttempts(nextTime.getTime() - now.getTime());
  };
