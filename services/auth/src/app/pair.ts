import type { Client } from "../domain/client.ts";
import { accessTokenLifeMs, type Guest, refreshTokenLifeMs, type Session } from "../domain/session.ts";
import type { Access, AuthPorts, OpenedSession } from "./ports.ts";

/** What somebody is signed in with. */
export interface Pair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token ends. */
  readonly expireTime: Date;
  readonly userId: string;
}

type Making = Pick<AuthPorts, "tokens" | "clock">;

/** The access token that goes with a refresh token of the session. */
export async function pairFor(
  { tokens, clock }: Making,
  session: Session,
  access: Access | "guest",
  refreshToken: string,
): Promise<Pair> {
  const expireTime = new Date(clock.now().getTime() + accessTokenLifeMs);
  return { accessToken: await tokens.access(session, access), refreshToken, expireTime, userId: session.userId };
}

export async function guestPair(ports: Making, guest: Guest): Promise<Pair> {
  return pairFor(ports, guest, "guest", await ports.tokens.guestRefreshToken(guest));
}

/** A session of the user that begins now, with its first refresh token. */
export function newSession(
  { ids, tokens, clock }: Pick<AuthPorts, "ids" | "tokens" | "clock">,
  userId: Session["userId"],
  client?: Client | undefined,
): OpenedSession {
  const now = clock.now();
  return {
    sessionId: ids.next("ses"),
    userId,
    refreshToken: tokens.newRefreshToken(),
    now,
    expireTime: refreshEnd(now),
    client,
  };
}

/** When a refresh token given out now expires. */
export function refreshEnd(now: Date): Date {
  return new Date(now.getTime() + refreshTokenLifeMs);
}
