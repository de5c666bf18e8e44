import { type Announcement, announce as decide, isOldNews, needless, patienceOf } from "../domain/notification.ts";
import type { NotificationPorts } from "./ports.ts";
import type { Sender } from "./sender.ts";

/** When something happened, and when it was entered. */
export interface Entry {
  readonly enterTime: Date | undefined;
  readonly happenTime: Date | undefined;
}

/**
 * Keeps that somebody is to be told something, once for each occasion, and has it sent: at once, or by the worker in time.
 * What was entered long after it happened is kept without anybody being asked what to write.
 */
export const announce =
  ({ notifications, clock, ids }: NotificationPorts, sender: Sender) =>
  async (announcement: Announcement, { enterTime, happenTime }: Partial<Entry> = {}): Promise<void> => {
    const notification = decide(announcement, ids.next("ntf"), clock.now());
    const isNeedless = enterTime !== undefined && happenTime !== undefined && isOldNews(enterTime, happenTime);
    await notifications.add(isNeedless ? needless(notification) : notification);
    if (!isNeedless && patienceOf(announcement.templateId) === 0) sender.wake();
  };
