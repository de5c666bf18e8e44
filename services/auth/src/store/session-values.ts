import { refuse, uuidFromId } from "#mesh/kernel";
import type { Transaction } from "#mesh/store";
import type { OpenedSession } from "../app/ports.ts";
import { unknownClient } from "../domain/client.ts";
import { type Guest, refreshTokenLifeMs, type Session } from "../domain/session.ts";
import * as sql from "./session-statements.ts";
import { sha256 } from "./sha256.ts";

/** The values a new session is opened with. */
export function openedValues({ sessionId, userId, refreshToken, now, expireTime }: OpenedSession): readonly unknown[] {
  return [uuidFromId(sessionId), uuidFromId(userId), sha256(refreshToken), now, expireTime];
}

/** The values that tell a session from others. */
export function clientValues(opened: Pick<OpenedSession, "client"> | undefined): readonly unknown[] {
  const { userAgent, addressRange } = opened?.client ?? unknownClient;
  return [userAgent, addressRange];
}

/** Ends a session; true if it had not ended. */
export async function endSession(tx: Transaction, { sessionId, userId }: Session, now: Date): Promise<boolean> {
  const expireTime = new Date(now.getTime() + refreshTokenLifeMs);
  return (await tx.query(sql.end, [uuidFromId(sessionId), uuidFromId(userId), now, expireTime])).length > 0;
}

/** Ends the session of a guest who goes on as a user. Refuses with TOKEN_INVALID if it had ended. */
export async function endGuest(tx: Transaction, guest: Guest | undefined, now: Date): Promise<void> {
  if (guest !== undefined && !(await endSession(tx, guest, now))) throw refuse("TOKEN_INVALID");
}
