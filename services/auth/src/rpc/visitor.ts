import { type Caller, isId, refuse } from "#mesh/kernel";
import type { Visitor } from "../app/ports.ts";
import { refuse as refuseHere } from "../domain/errors.ts";
import type { Session } from "../domain/session.ts";

/** Who calls a public method. */
export function visitorOf(caller: Caller): Visitor {
  if (caller.user === undefined) return { kind: "stranger" };
  return caller.user.isGuest ? { kind: "guest", guest: sessionOf(caller) } : { kind: "user" };
}

/**
 * The session the caller's token belongs to. Refuses with SESSION_REQUIRED the token of an API key, and with
 * TOKEN_INVALID one of a session that is none of ours.
 */
export function sessionOf({ user }: Caller): Session {
  const { userId, sessionId } = user ?? { userId: "", sessionId: "" };
  if (isId("key", sessionId)) throw refuseHere("SESSION_REQUIRED");
  if (!isId("usr", userId) || !isId("ses", sessionId)) throw refuse("TOKEN_INVALID");
  return { userId, sessionId };
}

/**
 * The session of a caller with an account, who does what nobody else does for them. Refuses guests with ACCOUNT_REQUIRED,
 * and who acts for a user with IMPERSONATION_REFUSED.
 */
export function userSessionOf(caller: Caller): Session {
  if (caller.user?.actorId !== undefined) throw refuseHere("IMPERSONATION_REFUSED");
  if (caller.user?.isGuest) throw refuseHere("ACCOUNT_REQUIRED");
  return sessionOf(caller);
}
