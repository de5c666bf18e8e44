import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { JWK } from "jose";
import type { SigningKeys } from "#mesh/identity";

const timeBytes = 6;
const chanceBytes = 16;
const signatureBytes = 16;

/** What is shown again before it expires, by whoever it was given to, and is kept nowhere. */
export interface Challenge {
  readonly challenge: Buffer;
  readonly expireTime: Date;
}

/** Makes challenges for a purpose, and knows them again. */
export interface Challenges {
  make(purpose: string, now: Date): Challenge;
  /** When it expires; undefined if it was made by nobody here, for another purpose, or has expired. */
  expiryOf(challenge: Buffer, purpose: string, now: Date): Date | undefined;
}

/**
 * A challenge is the time it expires (6 bytes, milliseconds), 16 bytes of chance, and 16 of an HMAC over both and what it is for,
 * under a key derived (HKDF, RFC 5869) from the one that signs tokens; what is shown may be of any key there is.
 */
export function openChallenges(keys: Pick<SigningKeys, "all" | "at">, lifeMs: number): Challenges {
  return {
    make(purpose, now) {
      const expireTime = new Date(now.getTime() + lifeMs);
      const time = Buffer.alloc(timeBytes);
      time.writeUIntBE(expireTime.getTime(), 0, timeBytes);
      const signed = Buffer.concat([time, randomBytes(chanceBytes)]);
      return { challenge: Buffer.concat([signed, sign(keys.at(now), signed, purpose)]), expireTime };
    },
    expiryOf(challenge, purpose, now) {
      if (challenge.length !== timeBytes + chanceBytes + signatureBytes) return undefined;
      const [signed, signature] = [challenge.subarray(0, -signatureBytes), challenge.subarray(-signatureBytes)];
      const isOurs = keys.all.some((key) => timingSafeEqual(sign(key, signed, purpose), signature));
      const expireTime = new Date(signed.readUIntBE(0, timeBytes));
      return isOurs && expireTime > now ? expireTime : undefined;
    },
  };
}

function sign({ d }: JWK, signed: Buffer, purpose: string): Buffer {
  if (d === undefined) throw new TypeError("challenges are signed under a private key");
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(d, "base64url"), "", "ultramarket/auth/challenges", 32));
  return createHmac("sha256", key).update(signed).update(purpose).digest().subarray(0, signatureBytes);
}
