import { existing, type Notification, type NotificationId } from "../domain/notification.ts";
import type { NotificationPorts } from "./ports.ts";

/** Fails with RESOURCE_NOT_FOUND. */
export const getNotification =
  ({ notifications }: NotificationPorts) =>
  async (notificationId: NotificationId): Promise<Notification> =>
    existing(await notifications.find(notificationId));
