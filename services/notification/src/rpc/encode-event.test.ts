import { NotificationFailed, NotificationSent } from "#gen/grpc/ultramarket/notification/v1/notification_events.ts";
import { aNotification } from "../../test/builders.ts";
import { encodeEvent } from "./encode-event.ts";

test.each([
  ["NotificationSent", NotificationSent, "notification.v1.notification_sent"],
  ["NotificationFailed", NotificationFailed, "notification.v1.notification_failed"],
] as const)("%s tells ids, and nothing of the person", (type, message, subject) => {
  const notification = aNotification({ email: "ada@example.com", subject: "Paid" });
  const { notificationId, templateId, subjectId } = notification;
  const event = encodeEvent({ type, key: notificationId, version: 2, notification });
  expect(event.subject).toBe(subject);
  expect(message.decode(event.payload)).toEqual({ notificationId, templateId, subjectId });
});
