import fc from "fast-check";
import { bandsOf, facetRange, priceBand, priceRange } from "./price-range.ts";

const eur = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });

test("limits make a range of one currency, open where there is none", () => {
  expect(priceRange(undefined, undefined)).toBeUndefined();
  expect(priceRange(eur(5n), undefined)).toEqual({ currencyCode: "EUR", lowest: 5n, highest: undefined });
  expect(priceRange(undefined, eur(5n))).toEqual({ currencyCode: "EUR", lowest: 0n, highest: 5n });
});

test.each([
  [eur(1n), { currencyCode: "USD", minorUnits: 2n }],
  [eur(3n), eur(2n)],
  [eur(-1n), eur(2n)],
  [undefined, eur(-1n)],
])("limits that contradict each other are refused with PRICE_RANGE_INVALID", (lowest, highest) => {
  expect(() => priceRange(lowest, highest)).toThrow(expect.objectContaining({ reason: "PRICE_RANGE_INVALID" }));
});

test("a price in a range lies in one of its bands", () => {
  const amount = fc.bigInt({ min: 0n, max: 2n ** 63n - 1n });
  fc.assert(
    fc.property(amount, amount, amount, (...amounts) => {
      const [lowest = 0n, price = 0n, highest = 0n] = amounts.toSorted((a, b) => (a < b ? -1 : 1));
      expect(bandsOf({ currencyCode: "EUR", lowest, highest })).toContain(priceBand(price));
      expect(bandsOf({ currencyCode: "EUR", lowest, highest: undefined })).toContain(priceBand(price));
    }),
  );
});

test("facets name their ranges by the first and the last price", () => {
  expect([facetRange("EUR", 0), facetRange("EUR", 1), facetRange("EUR", 11)]).toEqual([
    "EUR 0-499",
    "EUR 500-999",
    "EUR 1000000-",
  ]);
});
