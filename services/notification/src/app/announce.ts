import { type Announcement, announce as decide, patienceOf } from "../domain/notification.ts";
import type { NotificationPorts } from "./ports.ts";
import type { Sender } from "./sender.ts";

/** Keeps that somebody is to be told something, once for each occasion, and has it sent: at once, or by the worker in time. */
export const announce =
  ({ notifications, clock, ids }: NotificationPorts, sender: Sender) =>
  async (announcement: Announcement): Promise<void> => {
    await notifications.add(decide(announcement, ids.next("ntf"), clock.now()));
    if (patienceOf(announcement.templateId) === 0) sender.wake();
  };
