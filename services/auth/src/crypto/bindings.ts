import { createHash, createHmac, hkdfSync } from "node:crypto";
import type { JWK } from "jose";
import type { SigningKeys } from "#mesh/identity";
import type { Bindings } from "../app/identity-ports.ts";
import type { Challenges } from "./challenges.ts";

/**
 * A binding is a challenge, which its browser keeps. State and nonce are hashes of it, so that nobody learns it from them; the
 * verifier of PKCE (RFC 7636) takes a key of ours as well, so that it never leaves before the code comes.
 */
export function openBindings(challenges: Challenges, keys: Pick<SigningKeys, "all" | "at">): Bindings {
  return {
    make(provider, now) {
      const { challenge: binding, expireTime } = challenges.make(purposeOf(provider), now);
      return { binding, expireTime };
    },
    expiryOf: (binding, provider, now) => challenges.expiryOf(binding, purposeOf(provider), now),
    askedOf(binding) {
      const hash = (use: string) => createHash("sha256").update(use).update(binding).digest("base64url");
      const [state, nonce] = [hash("state"), hash("nonce")];
      const stateHash = createHash("sha256").update(state).digest();
      return { state, stateHash, nonce, verifier: verifier(keys.at(madeAt(binding)), binding) };
    },
  };
}

const purposeOf = (provider: string) => `provider ${provider}`;

/** A time before it expires, by which the key of its verifier is found again. */
const madeAt = (binding: Buffer) => new Date(binding.readUIntBE(0, 6));

function verifier({ d }: JWK, binding: Buffer): string {
  if (d === undefined) throw new TypeError("verifiers are derived from a private key");
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(d, "base64url"), "", "ultramarket/auth/verifiers", 32));
  return createHmac("sha256", key).update(binding).digest("base64url");
}
