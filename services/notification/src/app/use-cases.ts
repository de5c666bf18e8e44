import { announce } from "./announce.ts";
import { getNotification } from "./get-notification.ts";
import { listNotifications } from "./list-notifications.ts";
import { listTemplates } from "./list-templates.ts";
import type { NotificationPorts } from "./ports.ts";
import { previewTemplate } from "./preview-template.ts";
import { resendNotification } from "./resend-notification.ts";
import { resetTemplate } from "./reset-template.ts";
import type { Sender } from "./sender.ts";
import { updateTemplate } from "./update-template.ts";

/** Everything the service can do. */
export const notificationUseCases = (ports: NotificationPorts, sender: Sender) => ({
  announce: announce(ports, sender),
  getNotification: getNotification(ports),
  listNotifications: listNotifications(ports),
  listTemplates: listTemplates(ports),
  previewTemplate: previewTemplate(ports),
  resendNotification: resendNotification(ports, sender),
  resetTemplate: resetTemplate(ports),
  sendDue: sender.run,
  updateTemplate: updateTemplate(ports),
});

export type NotificationUseCases = ReturnType<typeof notificationUseCases>;
