import { createIds, systemClock } from "#mesh/kernel";
import { erasureStages } from "./erasure-stages.ts";
import { goOnExport, newExport, partExported } from "./export.ts";
import type { PrivacyRequest } from "./privacy-request.ts";

const ids = createIds(systemClock);
const pace = { deadlineMs: 60_000, lifetimeMs: 10_000, retryMs: 5_000 };
const start = new Date("2026-11-24T12:00:00Z");
const after = (ms: number) => new Date(start.getTime() + ms);
const userId = ids.next("usr");
const scheduled = newExport({ privacyRequestId: ids.next("prq"), userId, requestedBy: userId }, pace, start);
const services = erasureStages.flat();
const complete = (request: PrivacyRequest, ms: number) =>
  services.reduce((next, service) => partExported(next, service, pace, after(ms)), request);

test("an export starts at once, and asks who did not answer again", () => {
  const running = goOnExport(scheduled, pace, start);
  expect(running).toMatchObject({ state: "RUNNING", round: 1, dueTime: after(5_000) });
  expect(running.outstanding.map(({ service }) => service)).toEqual(services);
  expect(goOnExport(running, pace, after(4_999))).toBe(running);
  const partly = partExported(running, "order", pace, after(1));
  expect(partExported(partly, "order", pace, after(2))).toBe(partly);
  const again = goOnExport(partly, pace, after(5_000));
  expect(again.outstanding.map(({ service }) => service)).toEqual(services.filter((service) => service !== "order"));
  expect(again).toMatchObject({ state: "RUNNING", round: 2, dueTime: after(10_000) });
});

test("with the last part the archive is complete, and expires in time", () => {
  const completed = complete(goOnExport(scheduled, pace, start), 3);
  expect(completed).toMatchObject({
    state: "COMPLETED",
    outstanding: [],
    endTime: after(3),
    expireTime: after(10_003),
  });
  expect(goOnExport(completed, pace, after(10_002))).toBe(completed);
  const expired = goOnExport(completed, pace, after(10_003));
  expect(expired).toMatchObject({ state: "EXPIRED", dueTime: undefined, endTime: after(3) });
  expect(goOnExport(expired, pace, after(99_999))).toBe(expired);
});
