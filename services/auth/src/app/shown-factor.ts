import { refuse } from "../domain/errors.ts";
import type { FactorKind } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import { findOwnFactors, readProof, type Shown } from "./check-factor.ts";
import type { ShownProof } from "./factor-ports.ts";
import type { AuthPorts } from "./ports.ts";
import { requestFactorCode } from "./send-factor-code.ts";

interface SigningIn {
  readonly userId: UserId;
  readonly factorKinds: readonly FactorKind[];
}

/**
 * What somebody who signs in shows of their second factor; undefined for who has none. Without anything shown a code is sent, if
 * those are a factor. Fails with FACTOR_CODE_REQUIRED, CODE_WRONG, TOO_MANY_ATTEMPTS.
 */
export async function shownFactor(
  ports: AuthPorts,
  { userId, factorKinds }: SigningIn,
  given: Shown,
): Promise<ShownProof | undefined> {
  if (factorKinds.length === 0) return undefined;
  if (given.code !== "" || given.passkey !== undefined) {
    return readProof(ports, await findOwnFactors(ports, userId), given);
  }
  if (factorKinds.includes("EMAIL")) await requestFactorCode(ports, userId);
  throw refuse("FACTOR_CODE_REQUIRED", { metadata: { factors: factorKinds.join(",") } });
}
