import type { Sink } from "./sink.ts";
import { type Source, uncommon } from "./source.ts";

const secondsTag = 0x08;
const nanosTag = 0x10;
const earliest = Date.parse("0001-01-01T00:00:00Z") / 1_000;
const latest = Date.parse("9999-12-31T23:59:59Z") / 1_000;
const nanosPerSecond = 1_000_000_000;
const secondsPerDay = 86_400;

/** A google.protobuf.Timestamp up to `end`, as in "2026-01-31T09:30:00.250Z" with 0, 3, 6 or 9 decimals. */
export function copyTimestamp(source: Source, end: number, sink: Sink): void {
  const seconds = takes(source, end, secondsTag) ? Number(source.decimal()) : 0;
  const nanos = takes(source, end, nanosTag) ? source.int32() : 0;
  const isInRange = seconds >= earliest && seconds <= latest && nanos >= 0 && nanos < nanosPerSecond;
  if (source.pos !== end || !isInRange) throw uncommon;
  const day = Math.floor(seconds / secondsPerDay);
  const time = seconds - day * secondsPerDay;
  const hour = two[Math.floor(time / 3_600)];
  const minute = two[Math.floor(time / 60) % 60];
  sink.ascii(`"${dateText(day)}T${hour}:${minute}:${two[time % 60]}${decimals(nanos)}Z"`);
}

function takes(source: Source, end: number, tag: number): boolean {
  if (source.pos >= end || source.from[source.pos] !== tag) return false;
  source.pos++;
  return true;
}

const two = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, "0"));
/** The last dates that were asked for; those of one answer are few. */
const dates: { day: number; text: string }[] = Array.from({ length: 64 }, () => ({ day: Number.NaN, text: "" }));

function dateText(day: number): string {
  const known = dates[day & (dates.length - 1)];
  if (known?.day === day) return known.text;
  const text = new Date(day * secondsPerDay * 1_000).toISOString().slice(0, "2026-01-31".length);
  if (known !== undefined) Object.assign(known, { day, text });
  return text;
}

function decimals(nanos: number): string {
  if (nanos === 0) return "";
  const nine = String(nanos + nanosPerSecond).slice(1);
  if (nine.endsWith("000000")) return `.${nine.slice(0, 3)}`;
  return nine.endsWith("000") ? `.${nine.slice(0, 6)}` : `.${nine}`;
}
