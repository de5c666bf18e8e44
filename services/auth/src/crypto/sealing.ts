import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import type { JWK } from "jose";
import type { SigningKeys } from "#mesh/identity";
import { type Clock, uuidFromId } from "#mesh/kernel";
import type { Sealing } from "../app/factor-ports.ts";

const cipher = "aes-256-gcm";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals with the key that signs now, and opens what any of the keys sealed: nonce, tag and text (NIST SP 800-38D), bound to
 * the factor. Throws if the key is gone, or what was sealed is of another factor or was changed.
 */
export function openSealing(keys: Pick<SigningKeys, "all" | "at">, clock: Clock): Sealing {
  const current = () => keys.at(clock.now());
  return {
    currentKeyId: () => keyIdOf(current()),
    seal(secret, factorId) {
      const key = current();
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, derive(key), nonce).setAAD(boundTo(factorId));
      const text = Buffer.concat([sealing.update(secret, "utf8"), sealing.final()]);
      return { sealed: Buffer.concat([nonce, sealing.getAuthTag(), text]), keyId: keyIdOf(key) };
    },
    open({ sealed, keyId }, factorId) {
      const key = keys.all.find(({ kid }) => kid === keyId);
      if (key === undefined) throw new Error(`a factor is sealed with the key ${keyId}, which is gone`);
      const opening = createDecipheriv(cipher, derive(key), sealed.subarray(0, nonceBytes))
        .setAAD(boundTo(factorId))
        .setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes));
      return Buffer.concat([opening.update(sealed.subarray(nonceBytes + tagBytes)), opening.final()]).toString("utf8");
    },
  };
}

const boundTo = (factorId: string) => Buffer.from(uuidFromId(factorId));

function keyIdOf({ kid }: JWK): string {
  if (kid === undefined) throw new TypeError("a key that seals needs an id");
  return kid;
}

function derive({ d }: JWK): Buffer {
  if (d === undefined) throw new TypeError("secrets are sealed under a private key");
  return Buffer.from(hkdfSync("sha256", Buffer.from(d, "base64url"), "", "ultramarket/auth/factors", 32));
}
