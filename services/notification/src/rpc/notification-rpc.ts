import { NotificationServiceService } from "#gen/grpc/ultramarket/notification/v1/notification_service.ts";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { NotificationUseCases } from "../app/use-cases.ts";
import type { NotificationId, OrderId, UserId } from "../domain/notification.ts";
import { decodeState, encodeNotification } from "./encode.ts";

export const notificationRpc = (app: NotificationUseCases): ServiceBinding =>
  implement(NotificationServiceService, {
    async listNotifications({ pageSize, pageToken, state, userId, orderId, subjectId }) {
      const filter = {
        state: decodeState(state),
        userId: (userId || undefined) as UserId | undefined,
        orderId: (orderId || undefined) as OrderId | undefined,
        subjectId: subjectId || undefined,
      };
      const { items, nextPageToken } = await app.listNotifications({ pageSize, pageToken, filter });
      return { notifications: items.map(encodeNotification), nextPageToken };
    },

    async getNotification({ notificationId }) {
      return { notification: encodeNotification(await app.getNotification(notificationId as NotificationId)) };
    },

    async resendNotification({ notificationId }, { request }) {
      const pending = await app.resendNotification(notificationId as NotificationId, request);
      return { notification: encodeNotification(pending) };
    },
  });
