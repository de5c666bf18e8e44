import { refuse } from "../domain/errors.ts";
import type { Proof } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import type { OwnFactors, SealedFactor, ShownProof } from "./factor-ports.ts";
import type { AuthPorts } from "./ports.ts";
import { refuseWhileLocked, tooManyAttempts } from "./too-many-attempts.ts";

/** What codes of the user are checked against. Fails with ACCOUNT_REQUIRED, TOO_MANY_ATTEMPTS. */
export async function findOwnFactors({ factors, clock }: AuthPorts, userId: UserId): Promise<OwnFactors> {
  const own = await factors.findOwn(userId);
  if (own === undefined) throw refuse("ACCOUNT_REQUIRED");
  refuseWhileLocked(own.lockedUntil, clock.now());
  return own;
}

/** True if the user has a confirmed factor. */
export function isProtected({ factors, hasEmailFactor }: OwnFactors): boolean {
  return hasEmailFactor || factors.some(({ confirmTime }) => confirmTime !== undefined);
}

/** What the code proves, by a confirmed factor or as a recovery code. Fails with CODE_WRONG, TOO_MANY_ATTEMPTS. */
export async function readProof(ports: AuthPorts, own: OwnFactors, code: string): Promise<ShownProof> {
  const { clock, factorCodes, codeKey } = ports;
  const now = clock.now();
  for (const factor of own.factors.filter(({ confirmTime }) => confirmTime !== undefined)) {
    const proof = stepProof(ports, factor, code, now);
    if (proof !== undefined) return { proof, email: own.email, now };
  }
  const emailCode = own.hasEmailFactor ? own.emailCode : undefined;
  if (emailCode !== undefined && emailCode.expireTime > now && codeKey.matches(code, emailCode.codeId)) {
    return { proof: { kind: "email", codeId: emailCode.codeId }, email: own.email, now };
  }
  const recovery = factorCodes.readRecoveryCode(code);
  if (recovery === undefined) throw await wrongCode(ports, own.email);
  return { proof: { kind: "recovery", code: recovery }, email: own.email, now };
}

/** The step of the factor the code is of; undefined if it is of none. */
export function stepProof(
  { sealing, factorCodes }: AuthPorts,
  { factorId, secret }: SealedFactor,
  code: string,
  now: Date,
): Proof | undefined {
  const step = factorCodes.stepOf(code, sealing.open(secret, factorId), now);
  return step === undefined ? undefined : { kind: "totp", factorId, step };
}

/** CODE_WRONG, counted as a failed sign-in; TOO_MANY_ATTEMPTS if no attempt was to be taken. */
export async function wrongCode({ sessions, clock }: AuthPorts, email: string): Promise<Error> {
  return (await sessions.countFailure(email, clock.now())) ? refuse("CODE_WRONG") : tooManyAttempts();
}
