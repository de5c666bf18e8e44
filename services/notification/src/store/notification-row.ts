import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Notification, NotificationState, TroubleKind } from "../domain/notification.ts";
import type { TemplateId } from "../domain/template.ts";

/** A row of `notifications`, without its lease. */
export interface NotificationRow {
  readonly notification_id: string;
  readonly template_id: string;
  readonly occasion: string;
  readonly subject_id: string;
  readonly order_id: string | null;
  readonly user_id: string | null;
  readonly state: string;
  readonly edition: number;
  readonly attempts: number;
  readonly language_code: string;
  readonly email: string;
  readonly subject: string;
  readonly last_error: string;
  readonly trouble_kind: string | null;
  readonly trouble_since: Date | null;
  readonly create_time: Date;
  readonly due_time: Date | null;
  readonly send_time: Date | null;
  readonly version: bigint;
}

export const columns = `notification_id, template_id, occasion, subject_id, order_id, user_id, state, edition, attempts,
  language_code, email, subject, last_error, trouble_kind, trouble_since, create_time, due_time, send_time, version`;

export function notificationFromRow(row: NotificationRow): Notification {
  const { trouble_kind: kind, trouble_since: since } = row;
  return {
    notificationId: idFromUuid("ntf", row.notification_id),
    templateId: row.template_id as TemplateId,
    occasion: row.occasion,
    subjectId: row.subject_id,
    orderId: row.order_id === null ? undefined : idFromUuid("ord", row.order_id),
    userId: row.user_id === null ? undefined : idFromUuid("usr", row.user_id),
    state: row.state as NotificationState,
    edition: row.edition,
    attempts: row.attempts,
    languageCode: row.language_code,
    email: row.email,
    subject: row.subject,
    lastError: row.last_error,
    trouble: kind === null || since === null ? undefined : { kind: kind as TroubleKind, since },
    createTime: row.create_time,
    dueTime: row.due_time ?? undefined,
    sendTime: row.send_time ?? undefined,
    version: Number(row.version),
  };
}

/** The row's values in the order of the columns. */
export function notificationValues(notification: Notification): readonly unknown[] {
  const { notificationId, templateId, occasion, subjectId, orderId, userId, state, edition, attempts } = notification;
  const { languageCode, email, subject, lastError, trouble, createTime, dueTime, sendTime, version } = notification;
  return [
    ...[uuidFromId(notificationId), templateId, occasion, subjectId],
    ...[orderId === undefined ? null : uuidFromId(orderId), userId === undefined ? null : uuidFromId(userId)],
    ...[state, edition, attempts, languageCode, email, subject, lastError],
    ...[trouble?.kind ?? null, trouble?.since ?? null, createTime, dueTime ?? null, sendTime ?? null, version],
  ];
}
