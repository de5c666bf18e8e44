import fc from "fast-check";
import { type Money, minorUnitDigits, money } from "#mesh/kernel";
import { aCurrencyRate, eur } from "../../test/builders.ts";
import { convert, formatRate, parseRate } from "./currency-rate.ts";

const currencies = fc.constantFrom("EUR", "JPY", "KWD", "CHF");
const billionths = fc.bigInt(1n, 10n ** 18n);

test("a rate's text is its number, and the shortest", () => {
  fc.assert(fc.property(billionths, (rate) => expect(parseRate(formatRate(rate))).toBe(rate)));
  expect(["0.9500", "1", "12.000000001"].map((text) => formatRate(parseRate(text)))).toEqual([
    "0.95",
    "1",
    "12.000000001",
  ]);
});

test.each<[Money, string, string, bigint, bigint]>([
  [eur(1_000), "0.9427", "CHF", 1n, 943n],
  [eur(1_000), "0.9427", "CHF", 5n, 945n],
  [eur(1_000), "161.25", "JPY", 1n, 1_612n],
  [eur(1_000), "0.3325", "KWD", 1n, 3_325n],
  [money(1_000n, "JPY"), "0.0062", "EUR", 1n, 620n],
  [money(1_500n, "KWD"), "3.0075", "EUR", 1n, 451n],
  [eur(1), "0.01", "CHF", 5n, 5n],
  [eur(0), "0.01", "CHF", 5n, 0n],
])("%o at %s in %s, by steps of %i, is %i", (amount, rate, currencyCode, roundingStep, minorUnits) => {
  const by = { baseCurrencyCode: amount.currencyCode, currencyCode, rateBillionths: parseRate(rate), roundingStep };
  expect(convert(amount, aCurrencyRate(by))).toEqual({ currencyCode, minorUnits });
});

test("what is derived is a multiple of the step, off the exact amount by half a step at most, and grows with it", () => {
  const cases = fc.record({
    base: currencies,
    to: currencies,
    rateBillionths: billionths,
    roundingStep: fc.constantFrom(1n, 5n, 10n, 100n),
    amounts: fc.tuple(fc.bigInt(0n, 2n ** 63n - 1n), fc.bigInt(0n, 10_000n)),
  });
  fc.assert(
    fc.property(cases, ({ base, to, rateBillionths, roundingStep, amounts }) => {
      const rate = aCurrencyRate({ baseCurrencyCode: base, currencyCode: to, rateBillionths, roundingStep });
      const numerator = rateBillionths * 10n ** BigInt(minorUnitDigits(to));
      const denominator = 10n ** 9n * 10n ** BigInt(minorUnitDigits(base));
      const [less, more] = amounts
        .toSorted((a, b) => (a < b ? -1 : 1))
        .map((units) => convert(money(units, base), rate));
      expect((less?.minorUnits ?? 0n) <= (more?.minorUnits ?? 0n)).toBe(true);
      for (const units of amounts) {
        const { minorUnits, currencyCode } = convert(money(units, base), rate);
        expect([currencyCode, minorUnits % roundingStep]).toEqual([to, 0n]);
        const off = 2n * (minorUnits * denominator - units * numerator);
        const atLeastOneStep = minorUnits === roundingStep && units > 0n;
        expect((off <= roundingStep * denominator || atLeastOneStep) && -off <= roundingStep * denominator).toBe(true);
      }
    }),
  );
});
