import type { Money } from "#mesh/kernel";
import { refuse } from "./errors.ts";

/** Prices to find; in minor units, both included. */
export interface PriceRange {
  readonly currencyCode: string;
  readonly lowest: bigint;
  /** Undefined for no limit. */
  readonly highest: bigint | undefined;
}

/** The range between two limits; undefined without any. Fails with PRICE_RANGE_INVALID. */
export function priceRange(lowest: Money | undefined, highest: Money | undefined): PriceRange | undefined {
  const currencyCode = lowest?.currencyCode ?? highest?.currencyCode;
  if (currencyCode === undefined) return undefined;
  const range = { currencyCode, lowest: lowest?.minorUnits ?? 0n, highest: highest?.minorUnits };
  const isOfOne = highest === undefined || highest.currencyCode === currencyCode;
  if (!isOfOne || range.lowest < 0n || (range.highest !== undefined && range.highest < range.lowest)) {
    throw refuse("PRICE_RANGE_INVALID");
  }
  return range;
}

const highestBand = 63;

/** Prices fall into bands, each twice as wide as the one before: 0, 1, 2-3, 4-7, ... */
export function priceBand(minorUnits: bigint): number {
  return minorUnits <= 0n ? 0 : minorUnits.toString(2).length;
}

/** The bands that the range touches. */
export function bandsOf({ lowest, highest }: PriceRange): number[] {
  const first = priceBand(lowest);
  const last = highest === undefined ? highestBand : priceBand(highest);
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}

/** Where the ranges of the price facet begin, in minor units; the last one is open. */
export const facetSteps = [0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000];

/** The n-th range of the price facet, such as "EUR 500-999", and "EUR 1000000-" for the last. */
export function facetRange(currencyCode: string, index: number): string {
  const next = facetSteps[index + 1];
  return `${currencyCode} ${facetSteps[index] ?? 0}-${next === undefined ? "" : next - 1}`;
}
