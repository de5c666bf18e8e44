import { fillGaps, type IntervalSums } from "./revenue.ts";

const startTimes = Array.from({ length: 2_000 }, (_, day) => new Date(Date.UTC(2026, 0, day + 1)));
const sums = (interval: number, currencyCode: string): IntervalSums => ({
  ...{
    interval,
    currencyCode,
    orders: 1n,
    lines: 1n,
    units: 1n,
    gross: 100n,
    refunds: 0n,
    credits: 0n,
    creditLines: 0n,
  },
});

test("intervals without sales are filled from the first to the last, in each currency", () => {
  const entries = fillGaps(startTimes, [sums(1, "EUR"), sums(3, "CHF")]);
  expect(entries.map(({ startTime, currencyCode, gross }) => [startTime, currencyCode, gross])).toEqual([
    [startTimes[1], "CHF", 0n],
    [startTimes[1], "EUR", 100n],
    [startTimes[2], "CHF", 0n],
    [startTimes[2], "EUR", 0n],
    [startTimes[3], "CHF", 100n],
    [startTimes[3], "EUR", 0n],
  ]);
});

test("no sales give no entries", () => {
  expect(fillGaps(startTimes, [])).toEqual([]);
});

test("more than 10,000 entries are refused with INTERVALS_TOO_MANY", () => {
  const currencies = ["CHF", "DKK", "EUR", "GBP", "NOK"];
  const all = [...currencies.map((code) => sums(0, code)), sums(1_999, "EUR")];
  expect(fillGaps(startTimes, all)).toHaveLength(10_000);
  expect(() => fillGaps(startTimes, [sums(0, "SEK"), ...all])).toThrow(
    expect.objectContaining({ reason: "INTERVALS_TOO_MANY", metadata: { intervals: "2000" } }),
  );
});
