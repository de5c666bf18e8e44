import { normalEmail } from "../domain/account.ts";
import { newCode } from "../domain/code.ts";
import type { AuthPorts } from "./ports.ts";

/**
 * Asks for a code. For an e-mail without an account the same is done for a user who is not there; only that nobody is
 * told. Codes beyond the limit are not made, and that is not told either.
 */
export const requestPasswordReset =
  ({ accounts, codes, codeKey, clock, ids }: AuthPorts) =>
  async (asked: string): Promise<void> => {
    const email = normalEmail(asked);
    const nobody = codeKey.nobodyOf(email);
    const userId = (await accounts.findByEmail(email))?.userId ?? nobody;
    const now = clock.now();
    await codes.request(newCode({ codeId: ids.next("cod"), userId, purpose: "RESET_PASSWORD" }, now), now);
  };
