import { refuse } from "./errors.ts";

/** Sums of one currency; amounts in its minor units. */
export interface Sums {
  /** ISO 4217. */
  readonly currencyCode: string;
  readonly orders: bigint;
  readonly lines: bigint;
  readonly units: bigint;
  readonly gross: bigint;
  readonly refunds: bigint;
  readonly credits: bigint;
  readonly creditLines: bigint;
}

/** Sums of one interval, which is counted from 0. */
export interface IntervalSums extends Sums {
  readonly interval: number;
}

/** Sums of the interval that begins then. */
export interface RevenueEntry extends Sums {
  readonly startTime: Date;
}

export interface Revenue {
  /** Oldest first, then by currency. */
  readonly entries: readonly RevenueEntry[];
  /** When the newest event that is counted happened; undefined if there is none. */
  readonly asOfTime: Date | undefined;
}

const mostEntries = 10_000;
const nothing = { orders: 0n, lines: 0n, units: 0n, gross: 0n, refunds: 0n, credits: 0n, creditLines: 0n };

/**
 * An entry for each currency that occurs and each interval from the first to the last that has one. Refuses with
 * INTERVALS_TOO_MANY more than 10,000 entries. The sums are ordered by interval.
 */
export function fillGaps(startTimes: readonly Date[], sums: readonly IntervalSums[]): readonly RevenueEntry[] {
  const currencies = [...new Set(sums.map(({ currencyCode }) => currencyCode))].toSorted();
  const first = sums[0]?.interval ?? 0;
  const filled = startTimes.slice(first, (sums.at(-1)?.interval ?? -1) + 1);
  if (filled.length * currencies.length > mostEntries) {
    throw refuse("INTERVALS_TOO_MANY", { metadata: { intervals: String(filled.length) } });
  }
  const known = new Map(sums.map((entry) => [keyOf(entry.interval, entry.currencyCode), entry]));
  return filled.flatMap((startTime, index) =>
    currencies.map((currencyCode) => {
      const { interval: _, ...found } = known.get(keyOf(first + index, currencyCode)) ?? {
        interval: 0,
        currencyCode,
        ...nothing,
      };
      return { startTime, ...found };
    }),
  );
}

function keyOf(interval: number, currencyCode: string): string {
  return `${interval} ${currencyCode}`;
}
