import * as proto from "#gen/grpc/ultramarket/notification/v1/notification.ts";
import type { Notification, NotificationState } from "../domain/notification.ts";
import type { Template } from "../domain/template.ts";

const states: Readonly<Record<NotificationState, proto.NotificationState>> = {
  PENDING: proto.NotificationState.NOTIFICATION_STATE_PENDING,
  SENT: proto.NotificationState.NOTIFICATION_STATE_SENT,
  FAILED: proto.NotificationState.NOTIFICATION_STATE_FAILED,
  SKIPPED: proto.NotificationState.NOTIFICATION_STATE_SKIPPED,
};

export function encodeNotification(notification: Notification): proto.Notification {
  const { notificationId, templateId, languageCode, email, subjectId, subject } = notification;
  const { attempts, lastError, createTime, dueTime, sendTime } = notification;
  const what = { notificationId, templateId, languageCode, email, subjectId, subject, attempts, lastError };
  const { userId = "", orderId = "" } = notification;
  return { ...what, state: states[notification.state], userId, orderId, createTime, dueTime, sendTime };
}

/** Undefined for all states. */
export function decodeState(state: proto.NotificationState): NotificationState | undefined {
  return (Object.keys(states) as NotificationState[]).find((name) => states[name] === state);
}

export function encodeTemplate({ version, ...template }: Template): proto.NotificationTemplate {
  return { ...template, etag: String(version) };
}
