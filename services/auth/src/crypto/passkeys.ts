import type { PasskeyAssertion, PasskeyCeremonies } from "../app/passkey-ports.ts";
import type { FactorId } from "../domain/ids.ts";
import type { Challenges } from "./challenges.ts";

/** COSE (RFC 9053): EdDSA, ES256, RS256. */
const algorithms = [-8, -7, -257] as const;

export interface PasskeySite {
  /** The domain passkeys are for. */
  readonly rpId: string;
  /** Of the pages that may ask for them, such as "https://shop.example". */
  readonly origins: readonly string[];
}

/** Ceremonies by @simplewebauthn/server, which is loaded when the first passkey comes. */
export function openPasskeys({ rpId, origins }: PasskeySite, challenges: Challenges): PasskeyCeremonies {
  const expected = { expectedOrigin: [...origins], expectedRPID: rpId, requireUserVerification: true };

  return {
    rpId,
    algorithms,
    newChallenge: (factorId, now) => challenges.make(purposeOf(factorId), now),
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
          expectedChallenge: (challenge) =>
            challenges.expiryOf(bytes(challenge), purposeOf(factorId), now) !== undefined,
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
            const expireTime = challenges.expiryOf(challenge, purposeOf(undefined), now);
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

const purposeOf = (factorId: FactorId | undefined): string => `passkey ${factorId ?? "answer"}`;
