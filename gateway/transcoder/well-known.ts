/** Seconds and nanoseconds, as Timestamp and Duration have them. */
export interface Instant {
  readonly seconds: bigint;
  readonly nanos: number;
}

const rfc3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):(\d{2}))$/;
const firstSecond = -62_135_596_800;
const lastSecond = 253_402_300_799;

/** A google.protobuf.Timestamp from RFC 3339 text, years 1 to 9999; undefined if there is no such date or time. */
export function timestampFromText(text: string): Instant | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number);
  const [fraction = "", sign = "+", offsetHour = "0", offsetMinute = "0"] = match.slice(7);
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1) return undefined;
  if (hour > 23 || minute > 59 || second > 59 || Number(offsetHour) > 23 || Number(offsetMinute) > 59) return undefined;
  const offset = (sign === "-" ? -60 : 60) * (Number(offsetHour) * 60 + Number(offsetMinute));
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset;
  if (seconds < firstSecond || seconds > lastSecond) return undefined;
  return { seconds: BigInt(seconds), nanos: Number(fraction.padEnd(9, "0")) };
}

const longestDuration = 315_576_000_000n;

/** A google.protobuf.Duration from text such as "-1.5s"; undefined if it is none, or longer than 10,000 years. */
export function durationFromText(text: string): Instant | undefined {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,9}))?s$/.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;
  const seconds = BigInt(whole);
  const nanos = Number(fraction.padEnd(9, "0"));
  if (seconds > longestDuration || (seconds === longestDuration && nanos > 0)) return undefined;
  return sign === "" ? { seconds, nanos } : { seconds: -seconds, nanos: nanos === 0 ? 0 : -nanos };
}

const camelPath = /^[a-z][A-Za-z0-9]*(?:\.[a-z][A-Za-z0-9]*)*$/;

/** The paths of a google.protobuf.FieldMask, in proto spelling, from JSON's "name,filter.pageSize"; undefined if it is none. */
export function maskFromText(text: string): string[] | undefined {
  if (text === "") return [];
  const paths = text.split(",");
  if (!paths.every((path) => camelPath.test(path))) return undefined;
  return paths.map((path) => path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
