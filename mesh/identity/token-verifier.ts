import { hash } from "node:crypto";
import { decodeProtectedHeader, type JSONWebKeySet, type JWK, type JWTVerifyResult, jwtVerify } from "jose";
import { LRUCache } from "lru-cache";
import { type Clock, type DomainError, refuse, systemClock, type User } from "#mesh/kernel";
import { type Bearer, bearerOf } from "./claims.ts";
import { type KeySource, type Keys, KeysUnavailable, openKeys } from "./key-source.ts";
import { createRevocations } from "./revocations.ts";

/** Tells whom an access token speaks for. */
export interface TokenVerifier {
  /**
   * Refuses with TOKEN_INVALID, whatever is wrong (the cause is for the log), or with SERVICE_UNAVAILABLE as long as
   * no key could be read.
   */
  verify(token: string): Promise<User>;
  /** From now on, tokens of this session are refused. */
  revoke(sessionId: string): void;
  /** From now on, tokens of this user are refused whose `ver` claim is below the version; it never falls. */
  endVersionsBelow(userId: string, version: number): void;
  /** The public keys tokens are verified by, as others may read them. Refuses with SERVICE_UNAVAILABLE as long as there are none. */
  publicKeys(): Promise<JSONWebKeySet>;
  /** The longest a token given out now is accepted, in milliseconds: as long revocations are kept. */
  readonly longestLifeMs: number;
}

export interface TokenVerifierOptions {
  readonly keys: KeySource;
  /** The `iss` and `aud` a token must have. */
  readonly issuer: string;
  readonly audience: string;
  readonly clock?: Clock;
  /** Verified tokens remembered until they expire. Default: 10,000. */
  readonly cacheSize?: number;
  /** The longest a token may still live; revocations are kept as long. Default: one day. */
  readonly maxLifetimeMs?: number;
  /** Least time between two readings of the keys. Default: 2 seconds. */
  readonly cooldownMs?: number;
  /** Age at which the keys are read again. Default: 5 minutes. */
  readonly maxAgeMs?: number;
  /** Told when the keys cannot be read; the old ones stay in use. */
  readonly onError?: (error: unknown) => void;
}

interface Verified {
  readonly user: Bearer;
  readonly expiresAt: number;
  readonly keysVersion: number;
}

const longestToken = 8192;
const skewSeconds = 5;
const dayMs = 86_400_000;

/** Verifies signed access tokens (RFC 9068): EdDSA or ES256, `iss aud exp nbf typ` checked. */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { clock = systemClock, cacheSize = 10_000, maxLifetimeMs = dayMs } = options;
  const now = () => clock.now().getTime();
  const { cooldownMs = 2000, maxAgeMs = 300_000, onError = () => undefined } = options;
  const keys = openKeys(options.keys, { now, cooldownMs, maxAgeMs, onError });
  const cache = new LRUCache<string, Verified>({ max: cacheSize });
  const flights = new Map<string, Promise<Verified>>();
  const longestLifeMs = maxLifetimeMs + skewSeconds * 1000;
  const revocations = createRevocations(now, longestLifeMs);

  const check = async (token: string): Promise<Verified> => {
    const { payload } = await verifySignature(token, keys, options, clock.now());
    const user = bearerOf(payload);
    const expiresAt = (payload.exp ?? 0) * 1000;
    if (user === undefined) throw new TypeError("a claim is missing or of the wrong type");
    if (expiresAt > now() + maxLifetimeMs) throw new RangeError("the token lives too long");
    return { user, expiresAt, keysVersion: keys.version };
  };

  const checkOnce = async (token: string, key: string): Promise<Verified> => {
    try {
      const checked = await check(token);
      cache.set(key, checked);
      return checked;
    } catch (cause) {
      throw refusal(cause);
    } finally {
      flights.delete(key);
    }
  };

  const verified = async (token: string): Promise<Verified> => {
    const key = hash("sha256", token, "base64");
    const cached = cache.get(key);
    keys.refresh();
    if (cached !== undefined && cached.expiresAt > now() && cached.keysVersion === keys.version) return cached;
    cache.delete(key);
    const checking = flights.get(key) ?? checkOnce(token, key);
    flights.set(key, checking);
    return checking;
  };

  return {
    longestLifeMs,
    async verify(token) {
      const { user } = await verified(token);
      const reason = revocations.reasonFor(user);
      if (reason !== undefined) throw refusal(new Error(reason));
      return user;
    },
    async publicKeys() {
      keys.refresh();
      const whole = await keys.whole().catch((cause) => {
        throw refusal(cause);
      });
      return { keys: whole.keys.map(publicMembers) };
    },
    revoke: revocations.endSession,
    endVersionsBelow: revocations.endVersionsBelow,
  };
}

async function verifySignature(
  token: string,
  keys: Keys,
  { issuer, audience }: TokenVerifierOptions,
  currentDate: Date,
): Promise<JWTVerifyResult> {
  if (token.length > longestToken) throw new RangeError("the token is too long");
  const { kid } = decodeProtectedHeader(token);
  if (typeof kid !== "string") throw new TypeError("the token names no key");
  return jwtVerify(token, await keys.current(kid), {
    algorithms: ["EdDSA", "ES256"],
    typ: "at+jwt",
    issuer,
    audience,
    requiredClaims: ["exp", "nbf"],
    clockTolerance: skewSeconds,
    currentDate,
  });
}

function refusal(cause: unknown): DomainError {
  return refuse(cause instanceof KeysUnavailable ? "SERVICE_UNAVAILABLE" : "TOKEN_INVALID", { cause });
}

/** What RFC 7517 and RFC 8037 have of a public key, and nothing else that may lie beside it. */
function publicMembers({ kty, crv, x, y, kid, alg, use }: JWK): JWK {
  return JSON.parse(JSON.stringify({ kty, crv, x, y, kid, alg, use }));
}
