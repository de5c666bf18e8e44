import { CommandError } from "../../um/command.ts";

/** Days of the file, both included; a day is of UTC, as the file's times are taken. */
export interface Window {
  /** "2010-12-01". */
  readonly from: string;
  readonly to: string;
}

/** Throws CommandError for what is no day, or no window. */
export function windowOf(from: string, to: string): Window {
  for (const day of [from, to]) {
    if (!isDay(day)) throw new CommandError(`--from and --to take days such as 2010-12-01, not "${day}"`);
  }
  if (to < from) throw new CommandError(`--to ${to} lies before --from ${from}`);
  return { from, to };
}

/** The day of a time, such as "2010-12-01". */
export function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

export function contains({ from, to }: Window, day: string): boolean {
  return from <= day && day <= to;
}

/** The time, or the moment of the day that lies nearest to it. */
export function withinDay(day: string, time: Date): Date {
  const [start, end] = [new Date(`${day}T00:00:00Z`), new Date(`${day}T23:59:59Z`)];
  if (time < start) return start;
  return time > end ? end : time;
}

/** From the first moment of the window up to the first after it. */
export function timesOf({ from, to }: Window): { readonly start: Date; readonly end: Date } {
  const end = new Date(`${to}T00:00:00Z`);
  end.setUTCDate(end.getUTCDate() + 1);
  return { start: new Date(`${from}T00:00:00Z`), end };
}

function isDay(text: string): boolean {
  const time = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time.getTime()) && dayOf(time) === text;
}
