import { isId, type User } from "#mesh/kernel";

/** What a token of this market says, in its own spelling. */
export interface Claims {
  /** "usr_...". */
  readonly sub: string;
  /** The session, the unit of revocation. */
  readonly sid: string;
  readonly permissions: readonly string[];
  /** Version of the user's access, which grows when tokens given out before shall end; 0 if absent. */
  readonly ver?: number;
  /** True for a visitor without an account. */
  readonly guest?: boolean;
  /** Who acts for the user (RFC 8693). */
  readonly act?: { readonly sub: string };
  /** Seconds since the epoch. */
  readonly exp: number;
}

/** Whom a token speaks for. */
export interface Bearer extends User {
  readonly accessVersion: number;
}

/** The bearer behind claims; undefined if one of them is missing or of the wrong type. */
export function bearerOf(claims: Readonly<Record<string, unknown>>): Bearer | undefined {
  const { sub, sid, permissions, ver = 0, guest, act } = claims;
  if (typeof sub !== "string" || !isId("usr", sub)) return undefined;
  if (typeof sid !== "string" || sid.length === 0 || sid.length > 128) return undefined;
  if (typeof ver !== "number" || !Number.isSafeInteger(ver) || ver < 0) return undefined;
  if (!Array.isArray(permissions) || !permissions.every((permission) => typeof permission === "string")) {
    return undefined;
  }
  const actorId = actorOf(act);
  if (act !== undefined && actorId === undefined) return undefined;
  const held = new Set<string>(permissions);
  const bearer = { userId: sub, sessionId: sid, permissions: held, isGuest: guest === true, accessVersion: ver };
  return actorId === undefined ? bearer : { ...bearer, actorId };
}

/** The actor an `act` claim names; undefined if it names none. */
function actorOf(act: unknown): string | undefined {
  const actor = typeof act === "object" && act !== null && "sub" in act ? act.sub : undefined;
  return typeof actor === "string" && isId("usr", actor) ? actor : undefined;
}
