import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { JWK } from "jose";
import type { SigningKeys } from "#mesh/identity";
import { uuidFromId } from "#mesh/kernel";
import type { PasskeyAssertion, PasskeyCeremonies } from "../app/passkey-ports.ts";
import { factorLimits } from "../domain/factor.ts";
import type { FactorId } from "../domain/ids.ts";

/** COSE (RFC 9053): EdDSA, ES256, RS256. */
const algorithms = [-8, -7, -257] as const;

const timeBytes = 6;
const chanceBytes = 16;
const signatureBytes = 16;

export interface PasskeySite {
  /** The domain passkeys are for. */
  readonly rpId: string;
  /** Of the pages that may ask for them, such as "https://shop.example". */
  readonly origins: readonly string[];
}

/**
 * Ceremonies by @simplewebauthn/server, which is loaded when the first passkey comes. A challenge is the time it expires (6
 * bytes, milliseconds), 16 bytes of chance, and 16 of an HMAC over both and what it is for, under a key derived (HKDF, RFC
 * 5869) from the one that signs tokens; what is answered may be of any key there is.
 */
export function openPasskeys({ rpId, origins }: PasskeySite, keys: Pick<SigningKeys, "all" | "at">): PasskeyCeremonies {
  const expected = { expectedOrigin: [...origins], expectedRPID: rpId, requireUserVerification: true };

  /** When the challenge expires; undefined if it is none of ours for this, or expired. */
  function expiryOf(challenge: Buffer, factorId: FactorId | undefined, now: Date): Date | undefined {
    if (challenge.length !== timeBytes + chanceBytes + signatureBytes) return undefined;
    const [signed, signature] = [challenge.subarray(0, -signatureBytes), challenge.subarray(-signatureBytes)];
    const isOurs = keys.all.some((key) => timingSafeEqual(sign(key, signed, factorId), signature));
    const expireTime = new Date(signed.readUIntBE(0, timeBytes));
    return isOurs && expireTime > now ? expireTime : undefined;
  }

  return {
    rpId,
    algorithms,
    newChallenge(factorId, now) {
      const expireTime = new Date(now.getTime() + factorLimits.challengeMs);
      const time = Buffer.alloc(timeBytes);
      time.writeUIntBE(expireTime.getTime(), 0, timeBytes);
      const signed = Buffer.concat([time, randomBytes(chanceBytes)]);
      return { challenge: Buffer.concat([signed, sign(keys.at(now), signed, factorId)]), expireTime };
    },
    async readCreated({ clientDataJson, attestationObject }, factorId, now) {
      const { verifyRegistrationResponse } = await import("@simplewebauthn/server");
      const response = {
        ...{ id: "", rawId: "", type: "public-key" as const, clientExtensionResults: {} },
        response: { clientDataJSON: text(clientDataJson), attestationObject: text(attestationObject) },
      };
      const { decodeAttestationObject, parseAuthenticatorData } = await import("@simplewebauthn/server/helpers");
      return unlessMisshapen(async () => {
        const attested = decodeAttestationObject(new Uint8Array(attestationObject));
        // Attestation is not asked for, and what checks it asks other hosts.
        if (attested.get("fmt") !== "none") return undefined;
        const { credentialID } = parseAuthenticatorData(attested.get("authData"));
        if (credentialID === undefined) return undefined;
        const id = text(credentialID);
        const { verified, registrationInfo } = await verifyRegistrationResponse({
          ...expected,
          response: { ...response, id, rawId: id },
          expectedChallenge: (challenge) => expiryOf(bytes(challenge), factorId, now) !== undefined,
          supportedAlgorithmIDs: [...algorithms],
        });
        if (!verified) return undefined;
        const { publicKey, counter } = registrationInfo.credential;
        return { credentialId: Buffer.from(credentialID), publicKey: Buffer.from(publicKey), signCount: counter };
      });
    },
    async readAnswered(given, { credentialId, publicKey }, now) {
      const { verifyAuthenticationResponse } = await import("@simplewebauthn/server");
      return unlessMisshapen(async () => {
        let answered: { readonly challenge: Buffer; readonly expireTime: Date } | undefined;
        const { verified, authenticationInfo } = await verifyAuthenticationResponse({
          ...expected,
          response: responseOf(given),
          expectedChallenge(text) {
            const challenge = bytes(text);
            const expireTime = expiryOf(challenge, undefined, now);
            answered = expireTime && { challenge, expireTime };
            return answered !== undefined;
          },
          credential: { id: text(credentialId), publicKey: new Uint8Array(publicKey), counter: 0 },
        });
        return verified && answered ? { ...answered, signCount: authenticationInfo.newCounter } : undefined;
      });
    },
  };
}

/** The library throws at whatever does not fit. */
async function unlessMisshapen<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return undefined;
  }
}

function responseOf(given: PasskeyAssertion) {
  const id = text(given.credentialId);
  return {
    ...{ id, rawId: id, type: "public-key" as const, clientExtensionResults: {} },
    response: {
      clientDataJSON: text(given.clientDataJson),
      authenticatorData: text(given.authenticatorData),
      signature: text(given.signature),
    },
  };
}

const text = (value: Uint8Array): string => Buffer.from(value).toString("base64url");
const bytes = (value: string): Buffer => Buffer.from(value, "base64url");

function sign({ d }: JWK, signed: Buffer, factorId: FactorId | undefined): Buffer {
  if (d === undefined) throw new TypeError("challenges are signed under a private key");
  const key = Buffer.from(hkdfSync("sha256", Buffer.from(d, "base64url"), "", "ultramarket/auth/passkeys", 32));
  const purpose = factorId === undefined ? "answer" : uuidFromId(factorId);
  return createHmac("sha256", key).update(signed).update(purpose).digest().subarray(0, signatureBytes);
}
