import type { CodePurpose } from "../domain/code-purpose.ts";
import { refuse } from "../domain/errors.ts";
import type { CodeId, UserId } from "../domain/ids.ts";
import type { AuthPorts } from "./ports.ts";

/**
 * The id of the user's code of this purpose, if it is the one that is shown. The try is counted before it is looked at,
 * so that many at once learn no more than many in turn. Fails with CODE_WRONG.
 */
export async function checkCode(
  { codes, codeKey, clock }: AuthPorts,
  userId: UserId,
  purpose: CodePurpose,
  shown: string,
): Promise<CodeId> {
  const codeId = await codes.countTry(userId, purpose, clock.now());
  if (codeId === undefined || !codeKey.matches(shown, codeId)) throw refuse("CODE_WRONG");
  return codeId;
}
