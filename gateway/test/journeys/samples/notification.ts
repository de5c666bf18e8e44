import * as notification from "#gen/es/ultramarket/notification/v1/notification_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

const template = { templateId: "order_paid", languageCode: "en" };

export function notificationRequests({ notificationId, sentNotificationId }: Known) {
  return {
    "NotificationService.ListNotifications": of(notification.ListNotificationsRequestSchema, {
      pageSize: 1,
      subjectId: "ord_00000000000000000000000000",
    }),
    "NotificationService.GetNotification": of(notification.GetNotificationRequestSchema, {
      notificationId: sentNotificationId,
    }),
    "NotificationService.ResendNotification": of(notification.ResendNotificationRequestSchema, {
      notificationId,
      requestId,
    }),
    "NotificationTemplateService.ListTemplates": of(notification.ListTemplatesRequestSchema, {
      templateId: "order_placed",
    }),
    "NotificationTemplateService.UpdateTemplate": of(notification.UpdateTemplateRequestSchema, {
      ...template,
      subject: "Paid",
      text: "Thank you",
      requestId,
    }),
    "NotificationTemplateService.ResetTemplate": of(notification.ResetTemplateRequestSchema, {
      ...template,
      requestId: `${requestId}/reset`,
    }),
    "NotificationTemplateService.PreviewTemplate": of(notification.PreviewTemplateRequestSchema, {
      ...template,
      text: "For {{ order.number }}",
      requestId,
    }),
  };
}
