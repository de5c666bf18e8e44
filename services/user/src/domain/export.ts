import { erasureStages } from "./erasure-stages.ts";
import { type Asked, ended, isDue, later, type PrivacyRequest } from "./privacy-request.ts";

/** All in milliseconds. */
export interface ExportPace {
  /** In which it must have been made. */
  readonly deadlineMs: number;
  /** How long the archive is kept. */
  readonly lifetimeMs: number;
  /** After which services that did not answer are asked again. */
  readonly retryMs: number;
}

/** A request that starts at once. */
export function newExport(asked: Asked, { deadlineMs }: ExportPace, now: Date): PrivacyRequest {
  return {
    ...asked,
    ...{ kind: "EXPORT", state: "SCHEDULED", outstanding: [], round: 0, version: 1 },
    ...{ createTime: now, startTime: now, deadlineTime: later(now, deadlineMs), dueTime: now },
  };
}

/** What follows when it is due: services are asked, or the archive expires; the same object before that. */
export function goOnExport(request: PrivacyRequest, pace: ExportPace, now: Date): PrivacyRequest {
  if (!isDue(request, now)) return request;
  const version = request.version + 1;
  if (request.state === "COMPLETED") return { ...request, state: "EXPIRED", version, dueTime: undefined };
  const parts = erasureStages.flat().map((service) => ({ service, waitingCount: 0 }));
  const outstanding = request.state === "SCHEDULED" ? parts : request.outstanding;
  const dueTime = later(now, pace.retryMs);
  return { ...request, state: "RUNNING", outstanding, round: request.round + 1, version, dueTime };
}

/** A service has told what it has; with the last one the archive is complete. The same object if it was not asked. */
export function partExported(request: PrivacyRequest, service: string, pace: ExportPace, now: Date): PrivacyRequest {
  const outstanding = request.outstanding.filter((part) => part.service !== service);
  if (outstanding.length === request.outstanding.length) return request;
  if (outstanding.length > 0) return { ...request, outstanding, version: request.version + 1 };
  const expireTime = later(now, pace.lifetimeMs);
  return { ...ended(request, "COMPLETED", now), dueTime: expireTime, expireTime };
}
