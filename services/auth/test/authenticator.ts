import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from "node:crypto";

/** What a page asks of an authenticator, and where the page is. */
export interface Asked {
  readonly challenge: Uint8Array;
  readonly origin: string;
  readonly rpId: string;
}

/** What differs from an authenticator that does right. */
export interface Oddities {
  /** Whether it has verified its user. Default: true. */
  readonly verified?: boolean;
  /** Whether it attests itself, though nobody asked it to. Default: false. */
  readonly selfAttested?: boolean;
}

export type Algorithm = "EdDSA" | "ES256";

/** A passkey as a device makes it (WebAuthn, level 3; CTAP2's CBOR). */
export interface SoftwarePasskey {
  readonly credentialId: Buffer;
  /** What `navigator.credentials.create` gives. */
  create(asked: Asked, odd?: Oddities): { readonly clientDataJson: Buffer; readonly attestationObject: Buffer };
  /** What `navigator.credentials.get` gives; it has signed once more, unless it does not count. */
  get(asked: Asked, odd?: Oddities): SoftwareAssertion;
}

export interface SoftwareAssertion {
  readonly credentialId: Buffer;
  readonly clientDataJson: Buffer;
  readonly authenticatorData: Buffer;
  readonly signature: Buffer;
  readonly userHandle: Buffer;
}

export interface PasskeyOptions {
  readonly userHandle: Uint8Array;
  readonly algorithm?: Algorithm;
  /** How often it has signed; undefined for one that does not count. */
  readonly signCount?: number | undefined;
}

const coseAlgorithms: Readonly<Record<Algorithm, number>> = { EdDSA: -8, ES256: -7 };

const userPresent = 0x01;
const userVerified = 0x04;
const attestedData = 0x40;

export function softwarePasskey({ userHandle, algorithm = "EdDSA", signCount }: PasskeyOptions): SoftwarePasskey {
  const pair =
    algorithm === "EdDSA" ? generateKeyPairSync("ed25519") : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const credentialId = randomBytes(24);
  let count = signCount;

  function authenticatorData(rpId: string, verified: boolean, attested: Buffer = Buffer.alloc(0)): Buffer {
    const flags = userPresent | (verified ? userVerified : 0) | (attested.length > 0 ? attestedData : 0);
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count ?? 0);
    return Buffer.concat([sha256(Buffer.from(rpId)), Buffer.from([flags]), counter, attested]);
  }

  function signed(data: Buffer, clientDataJson: Buffer): Buffer {
    const content = Buffer.concat([data, sha256(clientDataJson)]);
    return sign(algorithm === "EdDSA" ? null : "sha256", content, pair.privateKey);
  }

  return {
    credentialId,
    create({ challenge, origin, rpId }, { verified = true, selfAttested = false } = {}) {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(credentialId.length);
      const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, coseKey(algorithm, pair.publicKey)]);
      const authData = authenticatorData(rpId, verified, attested);
      const clientDataJson = clientData("webauthn.create", challenge, origin);
      const statement: Cbor = selfAttested
        ? new Map<string, Cbor>([
            ["alg", coseAlgorithms[algorithm]],
            ["sig", signed(authData, clientDataJson)],
          ])
        : new Map();
      const object = new Map<string, Cbor>([
        ["fmt", selfAttested ? "packed" : "none"],
        ["attStmt", statement],
        ["authData", authData],
      ]);
      return { clientDataJson, attestationObject: cbor(object) };
    },
    get({ challenge, origin, rpId }, { verified = true } = {}) {
      count = count === undefined ? undefined : count + 1;
      const clientDataJson = clientData("webauthn.get", challenge, origin);
      const data = authenticatorData(rpId, verified);
      const signature = signed(data, clientDataJson);
      return { credentialId, clientDataJson, authenticatorData: data, signature, userHandle: Buffer.from(userHandle) };
    },
  };
}

function clientData(type: string, challenge: Uint8Array, origin: string): Buffer {
  const content = { type, challenge: Buffer.from(challenge).toString("base64url"), origin, crossOrigin: false };
  return Buffer.from(JSON.stringify(content));
}

function coseKey(algorithm: Algorithm, key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" });
  const part = (text: string) => Buffer.from(text, "base64url");
  return algorithm === "EdDSA"
    ? cbor(
        new Map<number, Cbor>([
          [1, 1],
          [3, coseAlgorithms.EdDSA],
          [-1, 6],
          [-2, part(x)],
        ]),
      )
    : cbor(
        new Map<number, Cbor>([
          [1, 2],
          [3, coseAlgorithms.ES256],
          [-1, 1],
          [-2, part(x)],
          [-3, part(y)],
        ]),
      );
}

type Cbor = number | string | Buffer | ReadonlyMap<number | string, Cbor>;

/** As much of CBOR (RFC 8949) as authenticators speak. */
function cbor(value: Cbor): Buffer {
  if (typeof value === "number") return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === "string") return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, item]) => [cbor(key), cbor(item)])]);
}

function head(major: number, argument: number): Buffer {
  if (argument < 24) return Buffer.from([(major << 5) | argument]);
  if (argument < 256) return Buffer.from([(major << 5) | 24, argument]);
  return Buffer.from([(major << 5) | 25, argument >> 8, argument & 0xff]);
}

const sha256 = (content: Buffer): Buffer => createHash("sha256").update(content).digest();
