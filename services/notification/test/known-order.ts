import type { OrderFacts } from "../src/domain/facts.ts";
import { type Announcement, announce, type Notification } from "../src/domain/notification.ts";
import { anAnnouncement, anOrder, ids } from "./builders.ts";
import type { NotificationApp } from "./notification-app.ts";

/** An order the order service knows, of a customer nobody else has, and that it was paid. */
export function knownOrder(
  app: NotificationApp,
  change: Partial<OrderFacts> = {},
  announcement: Partial<Announcement> = {},
): { readonly order: OrderFacts; readonly wanted: Announcement } {
  const order = anOrder({ email: `${ids.uuid()}@example.com`, ...change });
  const { orderId, userId } = order;
  app.neighbours.orders.set(orderId, order);
  const wanted = anAnnouncement({ orderId, subjectId: orderId, occasion: orderId, userId, ...announcement });
  return { order, wanted };
}

/** Keeps that somebody is to be told, and wakes no process. */
export async function unheard(app: NotificationApp, wanted: Announcement): Promise<void> {
  const now = app.clock.now();
  await app.ports.notifications.add({ ...announce(wanted, ids.next("ntf"), now), dueTime: now });
}

/** The only message about the order, refund, shipment, code or account. */
export async function onlyAbout(app: NotificationApp, subjectId: string): Promise<Notification> {
  const { items } = await app.listNotifications({ pageSize: 2, pageToken: "", filter: { subjectId } });
  const [notification] = items;
  if (notification === undefined || items.length > 1) throw new Error(`${items.length} messages about ${subjectId}`);
  return notification;
}
