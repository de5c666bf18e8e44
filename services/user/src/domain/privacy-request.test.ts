import { readFileSync } from "node:fs";
import { createIds, systemClock } from "#mesh/kernel";
import { erasureStages } from "./erasure-stages.ts";
import {
  cancel,
  goOn,
  isOverdue,
  newErasure,
  nextStates,
  type PrivacyRequest,
  partAnswered,
} from "./privacy-request.ts";

const ids = createIds(systemClock);
const pace = { graceMs: 1_000, deadlineMs: 60_000, settleMs: 100, retryMs: 5_000 };
const start = new Date("2026-11-24T12:00:00Z");
const after = (ms: number) => new Date(start.getTime() + ms);
const userId = ids.next("usr");
const asked = { privacyRequestId: ids.next("prq"), userId, requestedBy: userId };
const { next: scheduled, events: scheduling } = newErasure(asked, pace, start);
const begun = (): PrivacyRequest => goOn(scheduled, [userId], pace, after(1_000)).next;
const done = (request: PrivacyRequest, service: string, ms: number) =>
  partAnswered(request, { service, waitingCount: 0 }, pace, after(ms));

test("that it will start, and when, is told at once", () => {
  const [event, ...more] = scheduling;
  expect(more).toEqual([]);
  expect(event).toEqual({
    ...{ type: "ErasureScheduled", key: asked.privacyRequestId, version: 1 },
    ...{ userId, startTime: after(1_000) },
  });
});

test("nothing happens in the days of grace, and nothing is asked after a cancellation", () => {
  expect(goOn(scheduled, [userId], pace, after(999))).toEqual({ next: scheduled, events: [] });
  const cancelled = cancel(scheduled, after(10));
  expect(cancelled).toMatchObject({ state: "CANCELLED", endTime: after(10), dueTime: undefined });
  expect(cancel(cancelled, after(20))).toBe(cancelled);
  expect(goOn(cancelled, [userId], pace, after(2_000)).events).toEqual([]);
});

test("a stage is asked when the one before it is done, and has settled", () => {
  const guestId = ids.next("usr");
  const first = goOn(scheduled, [userId, guestId], pace, after(1_000));
  expect(first.events).toMatchObject([
    { key: asked.privacyRequestId, version: 1, userIds: [userId, guestId], services: erasureStages[0] },
  ]);
  let request = first.next;
  let ms = 1_000;
  const told: (readonly string[])[] = [erasureStages[0] ?? []];
  while (request.state === "RUNNING") {
    const services = told.at(-1) ?? [];
    for (const service of services) request = done(request, service, ms);
    if (request.state !== "RUNNING") break;
    expect(goOn(request, [userId], pace, after(ms + 99)).events).toEqual([]);
    ms += 100;
    const { next, events } = goOn(request, [userId], pace, after(ms));
    told.push(...events.map((event) => event.services));
    request = next;
  }
  expect(told).toEqual(erasureStages);
  expect(request).toMatchObject({ state: "COMPLETED", outstanding: [], endTime: after(ms), dueTime: undefined });
});

test("who does not answer, or waits for something, is outstanding and asked again", () => {
  const waiting = partAnswered(begun(), { service: "auth", waitingCount: 2 }, pace, after(1_001));
  expect(waiting.outstanding[0]).toEqual({ service: "auth", waitingCount: 2 });
  expect(waiting.outstanding).toHaveLength(erasureStages.flat().length);
  expect(goOn(waiting, [userId], pace, after(5_999)).events).toEqual([]);
  const again = goOn(waiting, [userId], pace, after(6_000));
  expect(again.events).toMatchObject([{ version: 2, services: ["auth"] }]);
  expect(isOverdue(again.next, after(60_000))).toBe(false);
  expect(isOverdue(again.next, after(60_001))).toBe(true);
});

test("an answer that comes twice, or of one who was not asked, changes nothing", () => {
  const request = done(begun(), "auth", 1_001);
  expect(done(request, "auth", 1_002)).toBe(request);
  expect(done(request, "search", 1_002)).toBe(request);
});

test("what has started or ended is not cancelled, as the table says", () => {
  const completed = erasureStages.flat().reduce((request, service) => done(request, service, 2_000), begun());
  for (const request of [begun(), completed]) {
    expect(nextStates[request.state]).not.toContain("CANCELLED");
    expect(() => cancel(request, after(3_000))).toThrow(expect.objectContaining({ reason: "PRIVACY_REQUEST_STARTED" }));
  }
});

test("the services that are asked are those that answer, by their contracts", () => {
  const events = readFileSync(new URL("../../../../docs/events.md", import.meta.url), "utf8");
  const answering = [...events.matchAll(/^## (\w+)\.v1\.person_erased$/gm)];
  expect(new Set(answering.map(([, service]) => service))).toEqual(new Set(erasureStages.flat()));
});
