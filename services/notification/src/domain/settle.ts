import { assertNever, type Decision } from "#mesh/kernel";
import type { Notification, NotificationEvent, Trouble, TroubleKind } from "./notification.ts";
import { topicOf } from "./template.ts";

/** What came of one attempt. */
export type Outcome =
  | { readonly kind: "SENT"; readonly email: string; readonly subject: string; readonly languageCode: string }
  | { readonly kind: "REFUSED"; readonly error: string }
  | { readonly kind: "SKIPPED"; readonly error: string }
  | { readonly kind: "TROUBLE"; readonly with: TroubleKind; readonly error: string };

/** The message after an attempt at `now`. `random` is at least 0 and below 1. */
export function settle(
  before: Notification,
  outcome: Outcome,
  now: Date,
  random: number,
): Decision<Notification, NotificationEvent> {
  const rested = { ...before, dueTime: undefined, trouble: undefined, version: before.version + 1 };
  switch (outcome.kind) {
    case "SENT": {
      const { email, languageCode } = outcome;
      const subject = topicOf(before.templateId) === "CODE" ? "" : outcome.subject;
      const sent = { email, languageCode, subject, state: "SENT", lastError: "", sendTime: now } as const;
      return told("NotificationSent", { ...rested, ...sent });
    }
    case "REFUSED":
      return told("NotificationFailed", { ...rested, state: "FAILED", lastError: outcome.error });
    case "SKIPPED":
      return { next: { ...rested, state: "SKIPPED", lastError: outcome.error }, events: [] };
    case "TROUBLE": {
      const trouble = lasting(before.trouble, outcome.with, now);
      const lastError = outcome.error;
      if (isOver(trouble, now)) return told("NotificationFailed", { ...rested, state: "FAILED", lastError });
      const dueTime = new Date(now.getTime() + pauseOf(trouble, now, random));
      return { next: { ...before, trouble, lastError, dueTime }, events: [] };
    }
    default:
      return assertNever(outcome);
  }
}

function told(type: NotificationEvent["type"], next: Notification): Decision<Notification, NotificationEvent> {
  const { notificationId: key, version } = next;
  return { next, events: [{ type, key, version, notification: next }] };
}

const hourMs = 3_600_000;

const shortestPauseMs = 1_000;
const longestPausesMs: Readonly<Record<TroubleKind, number>> = { SERVER: hourMs, SERVICES: 60_000 };

/** Longer than mail servers are away over holidays; RFC 5321, 4.5.4.1, wants four or five days at least. */
const patienceMs = 7 * 24 * hourMs;

/** Trouble lasts until a message comes to rest, whatever it turns into. */
function lasting(before: Trouble | undefined, kind: TroubleKind, now: Date): Trouble {
  return { kind, since: before?.since ?? now };
}

function isOver({ since }: Trouble, now: Date): boolean {
  return now.getTime() - since.getTime() >= patienceMs;
}

/** As long as the trouble lasted, so that pauses double; between a half and the whole of it, so that attempts spread. */
function pauseOf({ kind, since }: Trouble, now: Date, random: number): number {
  const wanted = Math.max(shortestPauseMs, Math.min(longestPausesMs[kind], now.getTime() - since.getTime()));
  return Math.round(wanted * (0.5 + random / 2));
}
