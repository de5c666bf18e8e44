import { readFile } from "node:fs/promises";
import { importJWK, type JWK, jwtVerify, SignJWT } from "jose";
import type { Clock } from "#mesh/kernel";

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
  /** Default: 15 minutes. */
  readonly lifetimeMs?: number;
}

/** A signed statement that is no access token: `type` keeps the kinds apart. */
export interface Statement {
  readonly type: string;
  readonly audience: string;
}

/** Signs with one Ed25519 key. */
export interface TokenIssuer {
  issue(request: TokenRequest): Promise<string>;
  /** Signs claims as a statement of this kind, good for the time given. */
  state(kind: Statement, claims: Readonly<Record<string, string>>, lifetimeMs: number): Promise<string>;
  /** The claims of a statement of this kind that this key signed; undefined for everything else. */
  read(kind: Statement, token: string): Promise<Readonly<Record<string, unknown>> | undefined>;
}

export interface TokenIssuerOptions {
  /** The private key, with its `kid`. */
  readonly key: JWK;
  readonly issuer: string;
  readonly audience: string;
  readonly clock: Clock;
}

/** Signs access tokens (RFC 9068) as a verifier of this issuer and audience accepts them. */
export async function createTokenIssuer({ key, issuer, audience, clock }: TokenIssuerOptions): Promise<TokenIssuer> {
  const { d: _, ...publicPart } = key;
  const [privateKey, publicKey] = await Promise.all([importJWK(key, "EdDSA"), importJWK(publicPart, "EdDSA")]);

  const sign = (claims: Readonly<Record<string, unknown>>, typ: string, aud: string, lifetimeMs: number) => {
    const now = Math.floor(clock.now().getTime() / 1000);
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: "EdDSA", typ, kid: key.kid ?? "" })
      .setIssuer(issuer)
      .setAudience(aud)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + Math.ceil(lifetimeMs / 1000))
      .sign(privateKey);
  };

  return {
    issue({ userId, sessionId, permissions, version, isGuest = false, lifetimeMs = 900_000 }) {
      const rest = { ...(version === undefined ? {} : { ver: version }), ...(isGuest ? { guest: true } : {}) };
      return sign({ sub: userId, sid: sessionId, permissions, ...rest }, "at+jwt", audience, lifetimeMs);
    },
    state: (kind, claims, lifetimeMs) => sign(claims, kind.type, kind.audience, lifetimeMs),
    async read(kind, token) {
      const expected = { algorithms: ["EdDSA"], typ: kind.type, issuer, audience: kind.audience };
      try {
        const { payload } = await jwtVerify(token, publicKey, {
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

/** A private key as `openDevelopmentIssuer` keeps it in issuer.jwk: Ed25519 in JSON (RFC 8037), with a `kid`. */
export async function readSigningKey(path: string): Promise<JWK> {
  const key = parseKey(await readFile(path, "utf8"));
  if (key?.crv === "Ed25519" && key.d !== undefined && key.kid !== undefined) return key;
  throw new TypeError(`${path} holds no private Ed25519 key in JWK form with a kid`);
}

/** Undefined for what is no JSON object. */
function parseKey(text: string): JWK | undefined {
  try {
    const key: unknown = JSON.parse(text);
    return typeof key === "object" && key !== null ? key : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** True for what jose throws about a token. */
function isRefusal(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && String(error.code).startsWith("ERR_J");
}
