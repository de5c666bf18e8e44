import { runDetached } from "#mesh/kernel";
import type { Notification } from "../domain/notification.ts";
import { settle } from "../domain/settle.ts";
import type { Template } from "../domain/template.ts";
import { attempt } from "./attempt.ts";
import type { Lease, NotificationPorts } from "./ports.ts";

/** Sends what is due, several messages at a time. */
export interface Sender {
  /** Takes what is due and there is room for; resolves when it is taken. */
  run(): Promise<void>;
  /** Runs without anybody waiting. */
  wake(): void;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Messages under way at once in one process. */
const most = 10;

/** Makes the one sender of this process. */
export function createSender(ports: NotificationPorts): Sender {
  const { notifications, templates, clock, ids, log, random, counted, leaseMs } = ports;
  const underWay = new Set<Promise<void>>();
  let taking: Promise<void> | undefined;
  let again = false;
  // True if the last look filled all the room there was.
  let mayBeMore = false;
  let closed = false;

  function run(): Promise<void> {
    if (taking !== undefined) {
      again = true;
      return taking;
    }
    taking = takeAll().finally(() => {
      taking = undefined;
    });
    return taking;
  }

  async function takeAll(): Promise<void> {
    do {
      again = false;
      const room = most - underWay.size;
      if (closed || room === 0) return;
      mayBeMore = (await take(room)) === room;
    } while (again);
  }

  async function take(limit: number): Promise<number> {
    const now = clock.now();
    const lease: Lease = { leaseId: ids.uuid(), now, until: new Date(now.getTime() + leaseMs) };
    const { notifications: due, reworded } = await notifications.takeDue(lease, limit);
    const found = await templates.findAll(reworded);
    for (const notification of due) start(notification, found, lease.leaseId);
    return due.length;
  }

  function start(notification: Notification, found: readonly Template[], leaseId: string): void {
    const { notificationId, userId = "" } = notification;
    const one = runDetached({ onBehalfOf: userId }, () => deliver(notification, found, leaseId))
      .catch((error: unknown) => log.warn("what came of a message was not kept", { notificationId, error }))
      .finally(() => {
        underWay.delete(one);
        if (mayBeMore && underWay.size === most / 2) wake();
      });
    underWay.add(one);
  }

  async function deliver(notification: Notification, found: readonly Template[], leaseId: string): Promise<void> {
    const outcome = await attempt(ports)(notification, found);
    counted(notification.templateId, outcome.kind);
    const kept = await notifications.settle(settle(notification, outcome, clock.now(), random()), leaseId);
    if (!kept) log.warn("a message was taken over meanwhile", { notificationId: notification.notificationId });
  }

  function wake(): void {
    runDetached({ onBehalfOf: "" }, run).catch((error: unknown) => log.warn("nothing could be sent", { error }));
  }

  async function idle(): Promise<void> {
    while (taking !== undefined || underWay.size > 0) await Promise.allSettled([taking, ...underWay]);
  }

  return {
    run,
    wake,
    idle,
    async close() {
      closed = true;
      await idle();
    },
  };
}
