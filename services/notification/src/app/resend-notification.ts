import type { RequestKey } from "#mesh/kernel";
import { existing, type Notification, type NotificationId, sendAgain } from "../domain/notification.ts";
import type { NotificationPorts } from "./ports.ts";
import type { Sender } from "./sender.ts";

/** The message, pending again. Fails with RESOURCE_NOT_FOUND, NOTIFICATION_PENDING. */
export const resendNotification =
  ({ notifications, clock }: NotificationPorts, sender: Sender) =>
  async (notificationId: NotificationId, request?: RequestKey): Promise<Notification> => {
    const pending = await notifications.change(
      notificationId,
      (found) => sendAgain(existing(found), clock.now()),
      request,
    );
    sender.wake();
    return pending;
  };
