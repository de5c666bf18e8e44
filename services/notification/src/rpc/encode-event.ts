import {
  NotificationFailed,
  NotificationSent,
  PersonErased,
} from "#gen/grpc/ultramarket/notification/v1/notification_events.ts";
import { type PersonErased as PersonErasedEvent, protoName } from "#mesh/kernel";
import type { EncodedEvent } from "#mesh/store";
import type { NotificationEvent } from "../domain/notification.ts";

const messages = { NotificationSent, NotificationFailed };

/** An event as notification_events.proto has it. */
export function encodeEvent(event: NotificationEvent | PersonErasedEvent): EncodedEvent {
  return { subject: `notification.v1.${protoName(event.type)}`, payload: encodePayload(event) };
}

function encodePayload(event: NotificationEvent | PersonErasedEvent): Uint8Array {
  if (event.type === "PersonErased") {
    return PersonErased.encode({ privacyRequestId: event.key, waitingCount: event.waitingCount }).finish();
  }
  const { notificationId, templateId, subjectId } = event.notification;
  return messages[event.type].encode({ notificationId, templateId, subjectId }).finish();
}
