import { NotificationFailed, NotificationSent } from "#gen/grpc/ultramarket/notification/v1/notification_events.ts";
import { protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { NotificationEvent } from "../domain/notification.ts";

const messages = { NotificationSent, NotificationFailed };

/** An event as notification_events.proto has it. */
export function encodeEvent({ type, notification }: NotificationEvent): EncodedEvent {
  const { notificationId, templateId, subjectId } = notification;
  const payload = messages[type].encode({ notificationId, templateId, subjectId }).finish();
  return { subject: `notification.v1.${protoName(type)}`, payload };
}
