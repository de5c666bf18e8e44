/** What one day of the file comes to, once prices are rounded to pence. */
export interface DayFigures {
  /** "2010-12-01". */
  readonly day: string;
  /** Sale invoices. */
  readonly invoices: number;
  /** Lines of the file with sales. */
  readonly saleLines: number;
  /** Lines of orders: sales of one invoice, code and price are one. */
  readonly lines: number;
  readonly units: bigint;
  /** Pence. */
  readonly gross: bigint;
  /** Thousandths of a pound, as the file has it. */
  readonly exactGross: bigint;
  readonly matchedLines: number;
  /** Pence. */
  readonly matched: bigint;
  readonly unmatchedLines: number;
  /** Pence. */
  readonly unmatched: bigint;
  readonly adjustments: number;
  readonly free: number;
  readonly badDebts: number;
}

/** Figures of any number of days. */
export type Sums = Omit<DayFigures, "day">;

const nothing: Sums = {
  invoices: 0,
  saleLines: 0,
  lines: 0,
  units: 0n,
  gross: 0n,
  exactGross: 0n,
  matchedLines: 0,
  matched: 0n,
  unmatchedLines: 0,
  unmatched: 0n,
  adjustments: 0,
  free: 0,
  badDebts: 0,
};

/** Sums up parts, which leave out what is 0. */
export function sumOf(parts: readonly Partial<Sums>[]): Sums {
  const sums: Record<keyof Sums, number | bigint> = { ...nothing };
  const names = Object.keys(nothing) as (keyof Sums)[];
  for (const part of parts) for (const name of names) sums[name] = addUp(sums[name], part[name]);
  return sums as unknown as Sums;
}

function addUp(sum: number | bigint, part: number | bigint | undefined): number | bigint {
  if (part === undefined) return sum;
  return typeof sum === "number" && typeof part === "number" ? sum + part : BigInt(sum) + BigInt(part);
}
