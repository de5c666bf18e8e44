import { type CryptoKey, decodeProtectedHeader, importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import type { Clock } from "#mesh/kernel";
import { oneSigningKey, openSigningKeys, publicPartOf, type SigningKeys } from "./signing-keys.ts";

/** What an access token shall say. */
export interface TokenRequest {
  /** "usr_...". */
  readonly userId: string;
  readonly sessionId: string;
  readonly permissions: readonly string[];
  /** Version of the user's access; default 0. */
  readonly version?: number;
  /** True for a visitor without an account. */
  readonly isGuest?: boolean;
  /** Who acts for the user; default: the user. */
  readonly actorId?: string | undefined;
  /** Default: 15 minutes. */
  readonly lifetimeMs?: number;
}

/** A signed statement that is no access token: `type` keeps the kinds apart. */
export interface Statement {
  readonly type: string;
  readonly audience: string;
}

/** Signs with Ed25519 keys, one at a time. */
export interface TokenIssuer {
  issue(request: TokenRequest): Promise<string>;
  /** Signs claims as a statement of this kind, good for the time given. */
  state(kind: Statement, claims: Readonly<Record<string, string>>, lifetimeMs: number): Promise<string>;
  /** The claims of a statement of this kind that one of these keys signed; undefined for everything else. */
  read(kind: Statement, token: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export interface TokenIssuerOptions {
  /** The private key, with its `kid`, or the keys of which one signs at a time. */
  readonly key: JWK | SigningKeys;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
}

/** Signs access tokens (RFC 9068) as a verifier of this issuer and audience accepts them. */
export async function createTokenIssuer({ key, issuer, audience, clock }: TokenIssuerOptions): Promise<TokenIssuer> {
  const keys = isKeys(key) ? key : oneSigningKey(key);
  const imported = keyImports();
  await Promise.all(keys.all.map(imported));

  const sign = async (claims: Readonly<Record<string, unknown>>, typ: string, aud: string, lifetimeMs: number) => {
    const time = clock.now();
    const now = Math.floor(time.getTime() / 1000);
    const signing = keys.at(time);
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "EdDSA", typ, kid: signing.kid ?? "" })
      .setIssuer(issuer)
      .setAudience(aud)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + Math.ceil(lifetimeMs / 1000))
      .sign((await imported(signing)).privateKey);
  };

  return {
    issue({ userId, sessionId, permissions, version, isGuest = false, actorId, lifetimeMs = 900_000 }) {
      const act = actorId === undefined ? {} : { act: { sub: actorId } };
      const rest = { ...(version === undefined ? {} : { ver: version }), ...(isGuest ? { guest: true } : {}), ...act };
      return sign({ sub: userId, sid: sessionId, permissions, ...rest }, "at+jwt", audience, lifetimeMs);
    },
    state: (kind, claims, lifetimeMs) => sign(claims, kind.type, kind.audience, lifetimeMs),
    async read(kind, token) {
      const signed = keys.all.find(({ kid }) => kid === kidOf(token));
      if (signed === undefined) return undefined;
      const expected = { algorithms: ["EdDSA"], typ: kind.type, issuer, audience: kind.audience };
      try {
        const { payload } = await jwtVerify(token, (await imported(signed)).publicKey, {
          ...expected,
          requiredClaims: ["exp", "nbf"],
          currentDate: clock.now(),
        });
        return payload;
      } catch (error) {
        if (isRefusal(error)) return undefined;
        throw error;
      }
    },
  };
}

interface KeyPair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

/** The keys behind JWKs, each imported once. */
function keyImports(): (key: JWK) => Promise<KeyPair> {
  const known = new Map<string, Promise<KeyPair>>();
  const load = async (key: JWK): Promise<KeyPair> => {
    const [privateKey, publicKey] = await Promise.all([importEd25519(key), importEd25519(publicPartOf(key))]);
    return { privateKey, publicKey };
  };
  return (key) => {
    const kid = key.kid ?? "";
    const pair = known.get(kid) ?? load(key);
    known.set(kid, pair);
    return pair;
  };
}

async function importEd25519(key: JWK): Promise<CryptoKey> {
  const imported = await importJWK(key, "EdDSA");
  if (imported instanceof Uint8Array) throw new TypeError("an Ed25519 key is wanted");
  return imported;
}

function isKeys(key: JWK | SigningKeys): key is SigningKeys {
  return "all" in key;
}

/** A private key as `openDevelopmentIssuer` keeps it in issuer.jwk; of a set the one that signs first. */
export async function readSigningKey(path: string): Promise<JWK> {
  return (await openSigningKeys(path)).at(new Date(0));
}

/** The key a token names; undefined for what is no token. */
function kidOf(token: string): string | undefined {
  try {
    return decodeProtectedHeader(token).kid;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** True for what jose throws about a token. */
function isRefusal(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && String(error.code).startsWith("ERR_J");
}
