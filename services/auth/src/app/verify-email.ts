import type { Account } from "../domain/account.ts";
import { verifyEmail as decide } from "../domain/credentials.ts";
import { refuse } from "../domain/errors.ts";
import type { UserId } from "../domain/ids.ts";
import { checkCode } from "./check-code.ts";
import type { AuthPorts } from "./ports.ts";

/** Takes a code as proof that the e-mail is the user's. Fails with CODE_WRONG. */
export const verifyEmail =
  (ports: AuthPorts) =>
  async (userId: UserId, shown: string): Promise<Account> => {
    const codeId = await checkCode(ports, userId, "VERIFY_EMAIL", shown);
    const now = ports.clock.now();
    const used = await ports.codes.use({ codeId, userId, now }, (account) => decide(account, now));
    if (used === undefined) throw refuse("CODE_WRONG");
    return used.answer;
  };
