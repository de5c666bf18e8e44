import type { Decision, DomainEvent, Id } from "#mesh/kernel";
import { erasureStages } from "./erasure-stages.ts";
import { refuse } from "./errors.ts";
import type { UserId } from "./ids.ts";

export type PrivacyRequestId = Id<"prq">;
export type PrivacyRequestKind = "ERASURE" | "EXPORT";
export type PrivacyRequestState = "SCHEDULED" | "RUNNING" | "COMPLETED" | "CANCELLED" | "EXPIRED";

/** What may follow what. Only exports expire: in time, or with the person, if they are erased. */
export const nextStates: Readonly<Record<PrivacyRequestState, readonly PrivacyRequestState[]>> = {
  SCHEDULED: ["RUNNING", "CANCELLED", "EXPIRED"],
  RUNNING: ["COMPLETED", "EXPIRED"],
  COMPLETED: ["EXPIRED"],
  CANCELLED: [],
  EXPIRED: [],
};

export interface PrivacyRequest {
  readonly privacyRequestId: PrivacyRequestId;
  readonly userId: UserId;
  readonly kind: PrivacyRequestKind;
  readonly state: PrivacyRequestState;
  /** The person, or somebody of the staff. */
  readonly requestedBy: UserId;
  /** In the order they are asked; none unless it is running. */
  readonly outstanding: readonly OutstandingPart[];
  /** How often services were asked. */
  readonly round: number;
  readonly version: number;
  readonly createTime: Date;
  readonly startTime: Date;
  readonly deadlineTime: Date;
  /** When it is gone on with; absent at rest. */
  readonly dueTime?: Date | undefined;
  readonly endTime?: Date | undefined;
  /** Until when the archive of an export is kept. */
  readonly expireTime?: Date | undefined;
}

export interface OutstandingPart {
  readonly service: string;
  /** What must come to an end first, as the service said last; 0 if it has said nothing. */
  readonly waitingCount: number;
}

/** Key: the request; version: its round. */
export interface ErasureStarted extends DomainEvent {
  readonly type: "ErasureStarted";
  readonly userIds: readonly UserId[];
  readonly services: readonly string[];
  readonly deadlineTime: Date;
}

/** Key: the request; version: 1. */
export interface ErasureScheduled extends DomainEvent {
  readonly type: "ErasureScheduled";
  readonly userId: UserId;
  readonly startTime: Date;
}

/** All in milliseconds. */
export interface ErasurePace {
  /** In which a request can be cancelled. */
  readonly graceMs: number;
  /** In which it must have ended, counted from the request. */
  readonly deadlineMs: number;
  /** Between one stage and the next: longer than a call lasts that began before. */
  readonly settleMs: number;
  /** After which services that have not done their part are asked again. */
  readonly retryMs: number;
}

export type Asked = Pick<PrivacyRequest, "privacyRequestId" | "userId" | "requestedBy">;

/** A request that starts when the days of grace are over. */
export function newErasure(asked: Asked, pace: ErasurePace, now: Date): Decision<PrivacyRequest, ErasureScheduled> {
  const startTime = later(now, pace.graceMs);
  const next: PrivacyRequest = {
    ...asked,
    ...{ kind: "ERASURE", state: "SCHEDULED", outstanding: [], round: 0, version: 1 },
    ...{ createTime: now, startTime, deadlineTime: later(now, pace.deadlineMs), dueTime: startTime },
  };
  const { privacyRequestId: key, userId } = asked;
  return { next, events: [{ type: "ErasureScheduled", key, version: 1, userId, startTime }] };
}

/** The same object if it was cancelled before. Fails with PRIVACY_REQUEST_STARTED. */
export function cancel(request: PrivacyRequest, now: Date): PrivacyRequest {
  if (request.state === "CANCELLED") return request;
  if (!nextStates[request.state].includes("CANCELLED")) throw refuse("PRIVACY_REQUEST_STARTED");
  return ended(request, "CANCELLED", now);
}

/** What follows when it is due: the services of its stage are asked, again if they were; the same object before that. */
export function goOn(
  request: PrivacyRequest,
  userIds: readonly UserId[],
  pace: ErasurePace,
  now: Date,
): Decision<PrivacyRequest, ErasureStarted> {
  if (!isDue(request, now)) return { next: request, events: [] };
  const parts = request.state === "SCHEDULED" ? allParts() : request.outstanding;
  const services = stageOf(parts);
  const [round, version] = [request.round + 1, request.version + 1];
  const dueTime = later(now, pace.retryMs);
  const next: PrivacyRequest = { ...request, state: "RUNNING", outstanding: parts, round, version, dueTime };
  const { privacyRequestId: key, deadlineTime } = request;
  return { next, events: [{ type: "ErasureStarted", key, version: round, userIds, services, deadlineTime }] };
}

/** What a service answers: with nothing left its part is done, and the next stage follows in time. */
export function partAnswered(
  request: PrivacyRequest,
  { service, waitingCount }: OutstandingPart,
  pace: ErasurePace,
  now: Date,
): PrivacyRequest {
  const part = request.outstanding.find((one) => one.service === service);
  if (part === undefined) return request;
  const version = request.version + 1;
  if (waitingCount > 0) {
    const outstanding = request.outstanding.map((one) => (one === part ? { service, waitingCount } : one));
    return { ...request, outstanding, version };
  }
  const outstanding = request.outstanding.filter((one) => one !== part);
  if (outstanding.length === 0) return ended(request, "COMPLETED", now);
  const isStageDone = !stageOf(request.outstanding).some((name) => stageOf(outstanding).includes(name));
  return { ...request, outstanding, version, ...(isStageDone ? { dueTime: later(now, pace.settleMs) } : {}) };
}

export function isDue({ dueTime }: PrivacyRequest, now: Date): boolean {
  return dueTime !== undefined && dueTime <= now;
}

/** True if it should have ended. */
export function isOverdue({ endTime, deadlineTime }: PrivacyRequest, now: Date): boolean {
  return (endTime ?? now) > deadlineTime;
}

/** The request at its end; nothing is due. */
export function ended(request: PrivacyRequest, state: "CANCELLED" | "COMPLETED", now: Date): PrivacyRequest {
  const version = request.version + 1;
  return { ...request, state, outstanding: [], version, dueTime: undefined, endTime: now };
}

function allParts(): readonly OutstandingPart[] {
  return erasureStages.flat().map((service) => ({ service, waitingCount: 0 }));
}

/** The services of the first stage in which some are outstanding. */
function stageOf(parts: readonly OutstandingPart[]): readonly string[] {
  const names = parts.map(({ service }) => service);
  const stage = erasureStages.find((services) => services.some((name) => names.includes(name))) ?? [];
  return stage.filter((name) => names.includes(name));
}

export function later(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}
