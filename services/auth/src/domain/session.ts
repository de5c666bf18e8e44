import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Client } from "./client.ts";
import type { AccessEnded, GuestSignedIn, RefreshTokenReused } from "./events.ts";
import type { SessionId, UserId } from "./ids.ts";

/** A family of refresh tokens: each is exchanged for the next. */
export interface Session {
  readonly sessionId: SessionId;
  readonly userId: UserId;
}

/** A visitor without an account. */
export type Guest = Session;

const minuteMs = 60_000;

export const accessTokenLifeMs = 15 * minuteMs;
export const refreshTokenLifeMs = 30 * 24 * 60 * minuteMs;

/** The one session of a guest has the guest's own UUID, so that it can be ended by the user id alone. */
export function guestOf(userId: UserId): Guest {
  return { userId, sessionId: idFromUuid("ses", uuidFromId(userId)) };
}

/** Events about a session alone carry version 1, for it ends but once. */
export function sessionEnded({ userId, sessionId }: Session): AccessEnded {
  return { type: "AccessEnded", key: userId, version: 1, sessionId };
}

/** Somebody else has a token of the session, too. */
export function refreshTokenReused({ userId, sessionId }: Session): RefreshTokenReused {
  return { type: "RefreshTokenReused", key: userId, version: 1, sessionId };
}

/** What a guest's sign-in to an account leads to, beside the account's new session. */
export function guestSignedIn(guest: Guest, userId: UserId): readonly (AccessEnded | GuestSignedIn)[] {
  return [sessionEnded(guest), { type: "GuestSignedIn", key: userId, version: 1, guestUserId: guest.userId }];
}

/** A session that lasts, as its user sees it. */
export interface ListedSession extends Session {
  readonly client: Client;
  readonly createTime: Date;
  /** Up to the life of an access token too early. */
  readonly lastUseTime: Date;
  readonly expireTime: Date;
  readonly isImpersonation: boolean;
}
