import { notFound } from "#mesh/kernel";
import { newCode } from "../domain/code.ts";
import type { UserId } from "../domain/ids.ts";
import { findOwnFactors } from "./check-factor.ts";
import type { AuthPorts } from "./ports.ts";
import { tooManyAttempts } from "./too-many-attempts.ts";

/** Asks for a code by e-mail. Fails with ACCOUNT_REQUIRED, TOO_MANY_ATTEMPTS; with RESOURCE_NOT_FOUND if that is no factor. */
export const sendFactorCode =
  (ports: AuthPorts) =>
  async (userId: UserId): Promise<void> => {
    const { hasEmailFactor } = await findOwnFactors(ports, userId);
    if (!hasEmailFactor) throw notFound();
    await requestFactorCode(ports, userId);
  };

/** Asks for a code for who has such a factor. Fails with TOO_MANY_ATTEMPTS. */
export async function requestFactorCode({ codes, clock, ids }: AuthPorts, userId: UserId): Promise<void> {
  const now = clock.now();
  const code = newCode({ codeId: ids.next("cod"), userId, purpose: "SECOND_FACTOR" }, now);
  const nextTime = await codes.request(code, now);
  if (nextTime !== undefined) throw tooManyAttempts(nextTime.getTime() - now.getTime());
}
