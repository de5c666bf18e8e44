import fc from "fast-check";
import { add, allocate, format, money, multiply, share, subtract } from "./mod.ts";

const eur = (minorUnits: bigint) => money(minorUnits, "EUR");

test("amounts of different currencies cannot be added or subtracted", () => {
  expect(() => add(eur(1n), money(1n, "USD"))).toThrow("cannot mix EUR and USD");
  expect(() => subtract(eur(1n), money(1n, "USD"))).toThrow(RangeError);
});

test("a code that is no active ISO 4217 currency is refused", () => {
  expect(() => money(1n, "DEM")).toThrow("not an ISO 4217 currency: DEM");
});

test.each([
  [eur(1230n), "12.30 EUR"],
  [eur(-5n), "-0.05 EUR"],
  [money(500n, "JPY"), "500 JPY"],
  [money(1n, "BHD"), "0.001 BHD"],
])("%p reads %s", (amount, text) => {
  expect(format(amount)).toBe(text);
});

test.each([
  [5n, 1n, 2n, 2n],
  [15n, 1n, 10n, 2n],
  [25n, 1n, 10n, 2n],
  [-25n, 1n, 10n, -2n],
  [26n, 1n, 10n, 3n],
])("%d x %d / %d rounds half to even: %d", (amount, numerator, denominator, expected) => {
  expect(share(eur(amount), numerator, denominator)).toEqual(eur(expected));
});

test("a share by a denominator of zero is refused", () => {
  expect(() => share(eur(1n), 1n, 0n)).toThrow("the denominator must be positive");
});

test("allocation loses no unit, and no share is off by a whole one", () => {
  const weights = fc
    .array(fc.bigInt({ min: 0n, max: 10_000n }), { minLength: 1 })
    .filter((list) => list.some((w) => w > 0n));
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), weights, (amount, list) => {
      const shares = allocate(eur(amount), list);
      const [first, ...rest] = shares;
      if (!first) throw new Error("no shares");
      expect(add(first, ...rest)).toEqual(eur(amount));
      const total = list.reduce((sum, weight) => sum + weight, 0n);
      shares.forEach((part, index) => {
        const off = part.minorUnits * total - amount * (list[index] ?? 0n);
        expect(off < total && off > -total).toBe(true);
      });
    }),
  );
});

test("weights without a positive sum are refused", () => {
  expect(() => allocate(eur(1n), [0n])).toThrow(RangeError);
  expect(() => allocate(eur(1n), [2n, -1n])).toThrow(RangeError);
});

test("multiplying keeps the currency", () => {
  expect(multiply(eur(3n), 4n)).toEqual(eur(12n));
});
