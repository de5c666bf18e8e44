import { Temporal } from "temporal-polyfill";
import type { DomainError } from "#mesh/kernel";
import type { Calendar } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { IntervalLength, Intervals, IntervalsQuery } from "../domain/intervals.ts";

const mostIntervals = 2_000;
const hourMs = 3_600_000;

/** The calendars of all time zones, by Temporal. */
export const temporalCalendar: Calendar = { intervalsOf };

function intervalsOf({ startTime, endTime, interval, timeZone }: IntervalsQuery): Intervals {
  if (endTime <= startTime) throw refuse("TIME_RANGE_INVALID");
  const first = dateOf(startTime, timeZone);
  const last = dateOf(new Date(endTime.getTime() - 1), timeZone);
  const count = interval === "HOUR" ? hoursBetween(startTime, endTime) : periodsBetween(first, last, interval);
  if (count > 2 * mostIntervals) throw tooMany(count);
  const times = interval === "HOUR" ? hoursOf(first, last, timeZone) : periodsOf(first, last, interval, timeZone);
  const from = times.findLastIndex((time) => time <= startTime.getTime());
  const startTimes = times.slice(from).filter((time) => time < endTime.getTime());
  if (startTimes.length > mostIntervals) throw tooMany(startTimes.length);
  return {
    startTimes: startTimes.map((time) => new Date(time)),
    bounds: [startTime, ...startTimes.slice(1).map((time) => new Date(time)), endTime],
  };
}

function tooMany(intervals: number): DomainError {
  return refuse("INTERVALS_TOO_MANY", { metadata: { intervals: String(intervals) } });
}

/** Names of IANA begin with a letter; offsets such as "+01:00", which are none, do not. */
function dateOf(time: Date, timeZone: string): Temporal.PlainDate {
  if (!/^[A-Za-z]/.test(timeZone)) throw refuse("TIME_ZONE_UNKNOWN");
  const instant = Temporal.Instant.fromEpochMilliseconds(time.getTime());
  try {
    return instant.toZonedDateTimeISO(timeZone).toPlainDate();
  } catch (error) {
    throw refuse("TIME_ZONE_UNKNOWN", { cause: error });
  }
}

function hoursBetween(startTime: Date, endTime: Date): number {
  return Math.ceil((endTime.getTime() - startTime.getTime()) / hourMs);
}

type Period = Exclude<IntervalLength, "HOUR">;

const periods = {
  DAY: { unit: "day", step: { days: 1 }, floor: (date: Temporal.PlainDate) => date },
  WEEK: {
    unit: "week",
    step: { weeks: 1 },
    floor: (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 }),
  },
  MONTH: { unit: "month", step: { months: 1 }, floor: (date: Temporal.PlainDate) => date.with({ day: 1 }) },
} as const;

function periodsBetween(first: Temporal.PlainDate, last: Temporal.PlainDate, period: Period): number {
  const { unit, floor } = periods[period];
  return floor(first).until(floor(last), { largestUnit: unit })[`${unit}s`] + 1;
}

/** When the periods of these days begin, in milliseconds; a day that the calendar of the zone skips has none. */
function periodsOf(
  first: Temporal.PlainDate,
  last: Temporal.PlainDate,
  period: Period,
  timeZone: string,
): readonly number[] {
  const { step, floor } = periods[period];
  const times: number[] = [];
  for (let date = floor(first); Temporal.PlainDate.compare(date, last) <= 0; date = date.add(step)) {
    const time = date.toZonedDateTime(timeZone).epochMilliseconds;
    if (time > (times.at(-1) ?? Number.NEGATIVE_INFINITY)) times.push(time);
  }
  return times;
}

/** When the hours of these days begin; where clocks are moved by less than an hour, a day's last one is shorter. */
function hoursOf(first: Temporal.PlainDate, last: Temporal.PlainDate, timeZone: string): readonly number[] {
  const days = periodsOf(first, last.add({ days: 1 }), "DAY", timeZone);
  return days.flatMap((day, index) => {
    const hours = Math.ceil(((days[index + 1] ?? day) - day) / hourMs);
    return Array.from({ length: hours }, (_, hour) => day + hour * hourMs);
  });
}
