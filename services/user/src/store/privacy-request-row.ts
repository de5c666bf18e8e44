import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type {
  OutstandingPart,
  PrivacyRequest,
  PrivacyRequestKind,
  PrivacyRequestState,
} from "../domain/privacy-request.ts";

/** A row of `privacy_requests`. */
export interface PrivacyRequestRow {
  readonly privacy_request_id: string;
  readonly user_id: string;
  readonly kind: string;
  readonly state: string;
  readonly requested_by: string;
  readonly outstanding: readonly OutstandingPart[];
  readonly round: bigint;
  readonly version: bigint;
  readonly create_time: Date;
  readonly start_time: Date;
  readonly deadline_time: Date;
  readonly due_time: Date | null;
  readonly end_time: Date | null;
  readonly expire_time: Date | null;
}

export const columns = `privacy_request_id, user_id, kind, state, requested_by, outstanding, round, version, create_time,
  start_time, deadline_time, due_time, end_time, expire_time`;

export function privacyRequestFromRow(row: PrivacyRequestRow): PrivacyRequest {
  return {
    privacyRequestId: idFromUuid("prq", row.privacy_request_id),
    userId: idFromUuid("usr", row.user_id),
    kind: row.kind as PrivacyRequestKind,
    state: row.state as PrivacyRequestState,
    requestedBy: idFromUuid("usr", row.requested_by),
    outstanding: row.outstanding,
    round: Number(row.round),
    version: Number(row.version),
    createTime: row.create_time,
    startTime: row.start_time,
    deadlineTime: row.deadline_time,
    dueTime: row.due_time ?? undefined,
    endTime: row.end_time ?? undefined,
    expireTime: row.expire_time ?? undefined,
  };
}

/** The row's values in the order of the columns. */
export function privacyRequestValues(asked: PrivacyRequest): readonly unknown[] {
  const { privacyRequestId, userId, kind, state, requestedBy, outstanding, round, version } = asked;
  return [
    ...[uuidFromId(privacyRequestId), uuidFromId(userId), kind, state, uuidFromId(requestedBy)],
    ...[JSON.stringify(outstanding), round, version, asked.createTime, asked.startTime, asked.deadlineTime],
    ...[asked.dueTime ?? null, asked.endTime ?? null, asked.expireTime ?? null],
  ];
}
