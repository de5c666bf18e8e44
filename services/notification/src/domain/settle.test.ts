import { after, aNotification, noon } from "../../test/builders.ts";
import { settle } from "./settle.ts";

const trouble = { kind: "TROUBLE", with: "SERVER", error: "451 later" } as const;
const hour = 3_600;

/** Seconds between the attempts of a message that always meets the same trouble, and the state it ends in. */
function attempts(outcome: Parameters<typeof settle>[1], random: number) {
  let [notification, now] = [aNotification(), noon];
  const pauses: number[] = [];
  while (notification.dueTime !== undefined) {
    notification = settle(notification, outcome, now, random).next;
    if (notification.dueTime === undefined) break;
    pauses.push((notification.dueTime.getTime() - now.getTime()) / 1_000);
    now = notification.dueTime;
  }
  return { pauses, state: notification.state, lasted: (now.getTime() - noon.getTime()) / 1_000 };
}

test("a mail server in trouble is asked again after pauses that double up to an hour, for a week", () => {
  const { pauses, state, lasted } = attempts(trouble, 0.999_999);
  expect(pauses.slice(0, 6).map(Math.round)).toEqual([1, 1, 2, 4, 8, 16]);
  expect(Math.max(...pauses)).toBeCloseTo(hour, 0);
  expect(state).toBe("FAILED");
  expect(lasted / hour).toBeGreaterThanOrEqual(7 * 24);
  expect(lasted / hour).toBeLessThan(7 * 24 + 1.1);
});

test("services in trouble are asked again every minute at most, for a week", () => {
  const { pauses, state, lasted } = attempts({ ...trouble, with: "SERVICES" }, 0);
  expect(Math.max(...pauses)).toBe(30);
  expect(state).toBe("FAILED");
  expect(Math.round(lasted / hour / 24)).toBe(7);
});

test("trouble that changes its kind is the same trouble, so that it ends", () => {
  const since = after(-48 * hour);
  const before = aNotification({ trouble: { kind: "SERVICES", since } });
  expect(settle(before, trouble, noon, 0).next).toMatchObject({
    state: "PENDING",
    trouble: { kind: "SERVER", since },
    dueTime: after(hour / 2),
  });
  const kinds = ["SERVER", "SERVICES"] as const;
  let [notification, now, tries] = [aNotification(), noon, 0];
  while (notification.dueTime !== undefined && tries < 50_000) {
    notification = settle(notification, { ...trouble, with: kinds[tries++ % 2] ?? "SERVER" }, now, 0).next;
    now = notification.dueTime ?? now;
  }
  expect(notification.state).toBe("FAILED");
  expect((now.getTime() - noon.getTime()) / hour / 1_000).toBeCloseTo(7 * 24, -1);
});

test("what was sent and what was given up is told, what was left out is not", () => {
  const before = aNotification({ trouble: { kind: "SERVER", since: noon } });
  const sent = { kind: "SENT", email: "ada@example.com", subject: "Paid", languageCode: "de" } as const;
  const rested = { trouble: undefined, dueTime: undefined, version: 2 };
  expect(settle(before, sent, after(1), 0)).toMatchObject({
    next: { ...rested, state: "SENT", email: "ada@example.com", subject: "Paid", sendTime: after(1) },
    events: [{ type: "NotificationSent", key: before.notificationId, version: 2 }],
  });
  expect(settle(before, { kind: "REFUSED", error: "550" }, noon, 0)).toMatchObject({
    next: { ...rested, state: "FAILED", lastError: "550" },
    events: [{ type: "NotificationFailed", version: 2 }],
  });
  expect(settle(before, { kind: "SKIPPED", error: "gone" }, noon, 0)).toMatchObject({
    next: { ...rested, state: "SKIPPED", lastError: "gone" },
    events: [],
  });
});

test("the subject of a message with a code is not kept", () => {
  const before = aNotification({ templateId: "reset_password" });
  const sent = { kind: "SENT", email: "ada@example.com", subject: "1234", languageCode: "de" } as const;
  expect(settle(before, sent, noon, 0).next.subject).toBe("");
});
