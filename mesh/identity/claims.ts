import { isId, type User } from "#mesh/kernel";

/** What a token of this market says, in its own spelling. */
export interface Claims {
  /** "usr_...". */
  readonly sub: string;
  /** The session, the unit of revocation. */
  readonly sid: string;
  readonly permissions: readonly string[];
  /** Seconds since the epoch. */
  readonly exp: number;
}

/** The user behind claims; undefined if one of them is missing or of the wrong type. */
export function userOf(claims: Readonly<Record<string, unknown>>): User | undefined {
  const { sub, sid, permissions } = claims;
  if (typeof sub !== "string" || !isId("usr", sub)) return undefined;
  if (typeof sid !== "string" || sid.length === 0 || sid.length > 128) return undefined;
  if (!Array.isArray(permissions) || !permissions.every((permission) => typeof permission === "string")) {
    return undefined;
  }
  return { userId: sub, sessionId: sid, permissions: new Set<string>(permissions) };
}
