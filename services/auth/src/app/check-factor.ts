import { refuse } from "../domain/errors.ts";
import type { Proof } from "../domain/factor.ts";
import type { UserId } from "../domain/ids.ts";
import type { OwnFactors, SealedFactor, ShownProof } from "./factor-ports.ts";
import type { PasskeyAssertion } from "./passkey-ports.ts";
import type { AuthPorts } from "./ports.ts";
import { readPasskey } from "./read-passkey.ts";
import { refuseWhileLocked, tooManyAttempts } from "./too-many-attempts.ts";

/** What codes of the user are checked against. Fails with ACCOUNT_REQUIRED, TOO_MANY_ATTEMPTS. */
export async function findOwnFactors({ factors, clock }: AuthPorts, userId: UserId): Promise<OwnFactors> {
  const own = await factors.findOwn(userId);
  if (own === undefined) throw refuse("ACCOUNT_REQUIRED");
  refuseWhileLocked(own.lockedUntil, clock.now());
  return own;
}

/** True if the user has a confirmed factor. */
export function isProtected({ factors, hasEmailFactor, passkeys }: OwnFactors): boolean {
  return hasEmailFactor || passkeys.length > 0 || factors.some(({ confirmTime }) => confirmTime !== undefined);
}

/** What somebody shows to prove who they are: a code, or what a passkey answers. */
export interface Shown {
  readonly code: string;
  readonly passkey?: PasskeyAssertion | undefined;
}

/** What is shown proves, by a confirmed factor or as a recovery code. Fails with CODE_WRONG, TOO_MANY_ATTEMPTS. */
export async function readProof(ports: AuthPorts, own: OwnFactors, { code, passkey }: Shown): Promise<ShownProof> {
  const { clock, factorCodes, codeKey } = ports;
  const now = clock.now();
  if (passkey !== undefined) {
    const answered = await readPasskey(ports, passkey, own.userId);
    if (answered === undefined) throw await wrongCode(ports, own.email);
    return answered;
  }
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
