import type { Timestamp } from "@bufbuild/protobuf/wkt";
import { timestampMs } from "@bufbuild/protobuf/wkt";

/** Who is signed in. Times are milliseconds since 1970 by the clock of this machine. */
export interface SessionState {
  readonly userId: string;
  /** Empty where cookies hold the tokens. */
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly startMs: number;
  /** When the access token ends. */
  readonly expireMs: number;
}

/** What register, signIn, startGuestSession and refreshSession answer. */
export interface SessionAnswer {
  readonly userId: string;
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly expireTime?: Timestamp | undefined;
}

/** How long a token is good at least, whatever the clocks say. */
const leastMs = 60_000;

/**
 * The state after an answer that came now. How long a token is good is read from the token, since clocks need not agree;
 * where cookies hold it, they have to.
 */
export function stateOf({ userId, accessToken, refreshToken, expireTime }: SessionAnswer, now: number): SessionState {
  const told = expireTime === undefined ? 0 : timestampMs(expireTime) - now;
  const lifetime = lifetimeMs(accessToken) ?? Math.max(told, leastMs);
  return { userId, accessToken, refreshToken, startMs: now, expireMs: now + lifetime };
}

/** True once no more than a tenth of the time, and no more than a minute, is left. */
export function isEnding({ startMs, expireMs }: SessionState, now: number): boolean {
  return expireMs - now <= Math.min(60_000, (expireMs - startMs) / 10);
}

/** `exp - iat` of a JWT; undefined if it is none. */
function lifetimeMs(token: string): number | undefined {
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  if (payload === undefined) return undefined;
  const claims = parse(payload);
  if (typeof claims !== "object" || claims === null || !("exp" in claims) || !("iat" in claims)) return undefined;
  const seconds = Number(claims.exp) - Number(claims.iat);
  return seconds > 0 ? seconds * 1000 : undefined;
}

function parse(payload: string): unknown {
  try {
    return JSON.parse(atob(payload.replaceAll("-", "+").replaceAll("_", "/")));
  } catch {
    // Whatever it is, it is no JWT, and its lifetime is what the answer says.
    return undefined;
  }
}
