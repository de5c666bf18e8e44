import type { IntervalLength } from "../domain/intervals.ts";
import { temporalCalendar } from "./temporal-calendar.ts";

const hourMs = 3_600_000;

function of(interval: IntervalLength, timeZone: string, from: string, to: string) {
  const { startTimes, bounds } = temporalCalendar.intervalsOf({
    startTime: new Date(from),
    endTime: new Date(to),
    interval,
    timeZone,
  });
  expect(bounds).toHaveLength(startTimes.length + 1);
  const hours = bounds.slice(1).map((bound, index) => (bound.getTime() - (bounds[index]?.getTime() ?? 0)) / hourMs);
  return { starts: startTimes.map((time) => time.toISOString().replace(":00.000Z", "Z")), hours, bounds };
}

test.each([
  ["Europe/Berlin", "2026-03-27T23:00Z", "2026-03-30T22:00Z", [24, 23, 24]],
  ["Europe/Berlin", "2026-10-23T22:00Z", "2026-10-26T23:00Z", [24, 25, 24]],
  ["Asia/Kolkata", "2026-03-27T18:30Z", "2026-03-30T18:30Z", [24, 24, 24]],
  ["Australia/Lord_Howe", "2026-04-03T13:00Z", "2026-04-06T13:30Z", [24, 24.5, 24]],
  ["Australia/Lord_Howe", "2026-10-02T13:30Z", "2026-10-05T13:00Z", [24, 23.5, 24]],
  ["Africa/Monrovia", "1960-01-01T00:44:30Z", "1960-01-03T00:44:30Z", [24, 24]],
])("days of %s from %s to %s are %p hours long", (timeZone, from, to, hours) => {
  expect(of("DAY", timeZone, from, to).hours).toEqual(hours);
});

test("days begin with the first moment that has their date, and a skipped day is none", () => {
  expect(of("DAY", "America/Sao_Paulo", "2018-11-03T03:00Z", "2018-11-05T02:00Z")).toMatchObject({
    starts: ["2018-11-03T03:00Z", "2018-11-04T03:00Z"],
    hours: [24, 23],
  });
  expect(of("DAY", "Pacific/Apia", "2011-12-29T10:00Z", "2011-12-31T10:00Z").starts).toEqual([
    "2011-12-29T10:00Z",
    "2011-12-30T10:00Z",
  ]);
});

test("weeks begin on Monday, months on the first, wherever the query begins", () => {
  expect(of("WEEK", "Europe/Berlin", "2026-03-25T12:00Z", "2026-03-30T12:00Z").starts).toEqual([
    "2026-03-22T23:00Z",
    "2026-03-29T22:00Z",
  ]);
  expect(of("MONTH", "Asia/Kolkata", "2026-01-31T18:29Z", "2026-01-31T18:31Z").starts).toEqual([
    "2025-12-31T18:30Z",
    "2026-01-31T18:30Z",
  ]);
});

test("what counts is from start to end, whatever the intervals", () => {
  const { bounds } = of("DAY", "UTC", "2026-06-01T12:00:00.001Z", "2026-06-02T00:00:00.001Z");
  expect(bounds.map((bound) => bound.toISOString())).toEqual([
    "2026-06-01T12:00:00.001Z",
    "2026-06-02T00:00:00.000Z",
    "2026-06-02T00:00:00.001Z",
  ]);
  expect(of("DAY", "UTC", "2026-06-01T12:00Z", "2026-06-02T00:00Z").starts).toEqual(["2026-06-01T00:00Z"]);
});

test("hours are full ones of the time zone, the last one of a day as long as clocks leave it", () => {
  expect(of("HOUR", "Asia/Kolkata", "2026-06-01T12:00Z", "2026-06-01T14:00Z")).toMatchObject({
    starts: ["2026-06-01T11:30Z", "2026-06-01T12:30Z", "2026-06-01T13:30Z"],
    hours: [0.5, 1, 0.5],
  });
  expect(of("HOUR", "Europe/Berlin", "2026-10-24T22:00Z", "2026-10-25T23:00Z").hours).toEqual(Array(25).fill(1));
  const longDay = of("HOUR", "Australia/Lord_Howe", "2026-04-04T13:00Z", "2026-04-05T13:30Z");
  expect(longDay.hours).toEqual([...Array(24).fill(1), 0.5]);
});

test.each([
  ["DAY", "UTC", "2026-06-01T00:00Z", "2026-06-01T00:00Z", "TIME_RANGE_INVALID", {}],
  ["DAY", "Europe/Atlantis", "2026-06-01T00:00Z", "2026-06-02T00:00Z", "TIME_ZONE_UNKNOWN", {}],
  ["DAY", "+01:00", "2026-06-01T00:00Z", "2026-06-02T00:00Z", "TIME_ZONE_UNKNOWN", {}],
  ["DAY", "UTC", "2020-01-01T00:00Z", "2025-06-24T00:00Z", "INTERVALS_TOO_MANY", { intervals: "2001" }],
  ["HOUR", "UTC", "2026-01-01T00:00Z", "2026-03-25T08:00:00.001Z", "INTERVALS_TOO_MANY", { intervals: "2001" }],
  ["HOUR", "UTC", "2026-01-01T00:30Z", "2026-03-25T08:30Z", "INTERVALS_TOO_MANY", { intervals: "2001" }],
  ["HOUR", "UTC", "0001-01-01T00:00Z", "9999-12-31T23:59Z", "INTERVALS_TOO_MANY", { intervals: "87649416" }],
] as const)("%ss of %s from %s to %s are refused with %s", (interval, timeZone, from, to, reason, metadata) => {
  expect(() => of(interval, timeZone, from, to)).toThrow(expect.objectContaining({ reason, metadata }));
});

test("2,000 intervals are not too many", () => {
  expect(of("DAY", "UTC", "2020-01-01T00:00Z", "2025-06-23T00:00Z").hours).toHaveLength(2000);
  expect(of("HOUR", "UTC", "2026-01-01T00:00Z", "2026-03-25T08:00Z").hours).toHaveLength(2000);
  expect(of("MONTH", "UTC", "1900-01-01T00:00Z", "2066-09-01T00:00Z").hours).toHaveLength(2000);
});
