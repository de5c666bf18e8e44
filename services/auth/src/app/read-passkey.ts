import { uuidFromId } from "#mesh/kernel";
import type { UserId } from "../domain/ids.ts";
import type { ShownProof } from "./factor-ports.ts";
import type { PasskeyAssertion } from "./passkey-ports.ts";
import type { AuthPorts } from "./ports.ts";

export interface ShownPasskey extends ShownProof {
  readonly userId: UserId;
}

/** What the passkey proves, of this user if one is named; undefined if it proves nothing. */
export async function readPasskey(
  { passkeys, passkeyCeremonies, clock, log }: AuthPorts,
  given: PasskeyAssertion,
  userId?: UserId,
): Promise<ShownPasskey | undefined> {
  const passkey = await passkeys.find(given.credentialId);
  if (passkey === undefined || (userId !== undefined && passkey.userId !== userId)) return undefined;
  const isOwn = given.userHandle.length === 0 || given.userHandle.equals(userHandle(passkey.userId));
  const now = clock.now();
  const answered = isOwn ? await passkeyCeremonies.readAnswered(given, passkey, now) : undefined;
  if (answered === undefined) return undefined;
  const { factorId, email } = passkey;
  if (answered.signCount < passkey.signCount) log.warn("a passkey counts backwards: there may be a copy", { factorId });
  return { proof: { kind: "passkey", factorId, ...answered }, userId: passkey.userId, email, now };
}

/** What authenticators know the user by. */
export function userHandle(userId: UserId): Buffer {
  return Buffer.from(uuidFromId(userId).replaceAll("-", ""), "hex");
}
