import { type Decision, runDetached } from "#mesh/kernel";
import type { Notification, NotificationEvent } from "../domain/notification.ts";
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

/** Before what came of a message is kept after all; doubles, and all pauses together take half of the lease at most. */
const shortestPauseMs = 100;

/** Makes the one sender of this process. */
export function createSender(ports: NotificationPorts): Sender {
  const { notifications, templates, clock, ids, log, random, pause, counted, leaseMs } = ports;
  const underWay = new Set<Promise<void>>();
  let taking: Promise<void> | undefined;
  let again = false;
  // True if the last look filled all the room there was.
  let mayBeMore = false;
  const ended = new AbortController();

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
      if (ended.signal.aborted || room === 0) return;
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
    const kept = await keep(settle(notification, outcome, clock.now(), random()), leaseId);
    if (!kept) log.warn("a message was taken over meanwhile", { notificationId: notification.notificationId });
  }

  /** Tries again while the lease lasts: what was sent and is not kept is sent once more. */
  async function keep(decision: Decision<Notification, NotificationEvent>, leaseId: string): Promise<boolean> {
    for (let pauseMs = shortestPauseMs; ; pauseMs *= 2) {
      try {
        return await notifications.settle(decision, leaseId);
      } catch (error) {
        if (pauseMs > leaseMs / 4 || ended.signal.aborted) throw error;
        log.warn("what came of a message is yet to be kept", { error });
      }
      await pause(pauseMs, ended.signal);
    }
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
      ended.abort();
      await idle();
    },
  };
}
