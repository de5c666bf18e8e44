import { type Caller, holds } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { ImpersonationStarted } from "./events.ts";
import type { UserId } from "./ids.ts";
import { accessTokenLifeMs, type Session } from "./session.ts";

/** That somebody of the staff acts for a user, in a session of 15 minutes. */
export interface Impersonation extends Session {
  readonly actorUserId: UserId;
  readonly reason: string;
  readonly createTime: Date;
  readonly expireTime: Date;
  /** When it was ended before it expired. */
  readonly endTime?: Date | undefined;
}

/** One that begins now. */
export function newImpersonation(
  wanted: Pick<Impersonation, "sessionId" | "userId" | "actorUserId" | "reason">,
  now: Date,
): Impersonation {
  return { ...wanted, createTime: now, expireTime: new Date(now.getTime() + accessTokenLifeMs) };
}

/** Refuses with IMPERSONATION_ABOVE_OWN to act for who may do what the caller may not. */
export function checkActor(caller: Caller, permissions: readonly string[]): void {
  if (!permissions.every((permission) => holds(caller, permission))) throw refuse("IMPERSONATION_ABOVE_OWN");
}

export function impersonationStarted({ userId, actorUserId, sessionId }: Impersonation): ImpersonationStarted {
  return { type: "ImpersonationStarted", key: userId, version: 1, actorUserId, sessionId };
}
