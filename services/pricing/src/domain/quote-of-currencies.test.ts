import fc from "fast-check";
import { type Money, minorUnitDigits, money } from "#mesh/kernel";
import { aCurrencyRate, aLine, anOffer, aPromotion, aPurchase, aTaxRule, noon, taxesBy } from "../../test/builders.ts";
import type { ChosenPrice, PriceCandidate } from "./choose-price.ts";
import { priceIn } from "./derive-price.ts";
import type { VariantId } from "./price.ts";
import type { Promotion } from "./promotion.ts";
import type { Purchase, Quote } from "./purchase.ts";
import { quote } from "./quote.ts";
import type { Taxes, TaxRate } from "./tax-rate.ts";

/** Of 0, 2 and 3 decimals. */
const currencies = fc.constantFrom("JPY", "EUR", "KWD");
const classes = fc.constantFrom("standard", "reduced", "zero", "books");
const units = fc.oneof(fc.constant(100n), fc.bigInt(0n, 3n), fc.bigInt(0n, 100_000n), fc.bigInt(0n, 2n ** 53n));
const hundredths = fc.integer({ min: 0, max: 10_000 });

interface Case {
  readonly purchase: Purchase;
  readonly candidates: readonly PriceCandidate[];
  readonly roundingStep: bigint;
  readonly promotions: readonly Promotion[];
  readonly taxes: Taxes;
}

const rates = fc.uniqueArray(
  fc.record<TaxRate>({
    taxClass: fc.constantFrom("standard", "reduced", "books"),
    regionCode: fc.constantFrom("", "ON"),
    rateHundredths: hundredths,
    name: fc.constantFrom("", "HST"),
  }),
  { selector: ({ taxClass, regionCode }) => `${taxClass} ${regionCode}` },
);

const lines = fc.array(
  fc.record({
    units,
    quantity: fc.oneof(fc.bigInt(1n, 5n), fc.bigInt(1n, 1_000_000n)),
    taxClass: classes,
    currency: fc.constantFrom("own", "own", "JPY", "EUR", "KWD", "USD"),
    manual: fc.boolean(),
  }),
  { maxLength: 12 },
);

const cases: fc.Arbitrary<Case> = fc
  .record({
    currencyCode: currencies,
    lines,
    rates,
    rule: fc.record({ rateHundredths: hundredths, inclusive: fc.boolean() }),
    off: fc.array(fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.bigInt(1n, 200_000n)), { maxLength: 3 }),
    shipping: fc.option(units, { nil: undefined }),
    roundingStep: fc.constantFrom(1n, 5n),
  })
  .map(({ currencyCode, lines: made, rule, off, shipping, roundingStep, ...given }) => {
    const bought = made.map((wanted) => {
      const manualUnitPrice = wanted.manual ? money(wanted.units, currencyCode) : undefined;
      const line = aLine({ quantity: wanted.quantity, manualUnitPrice });
      const price = money(wanted.units, wanted.currency === "own" ? currencyCode : wanted.currency);
      const candidate: PriceCandidate = { variantId: line.variantId, price, origin: "CATALOGUE", updateTime: noon };
      return { line, candidate, taxClass: wanted.taxClass };
    });
    const promotions = off.map((amount) =>
      aPromotion(
        typeof amount === "bigint" ? { amountOff: money(amount, currencyCode) } : { percentOffHundredths: amount },
      ),
    );
    return {
      purchase: aPurchase({
        currencyCode,
        lines: bought.map(({ line }) => line),
        couponCodes: promotions.map(({ couponCode }) => couponCode),
        shipping: shipping === undefined ? undefined : { methodId: "", price: money(shipping, currencyCode) },
      }),
      candidates: bought.map(({ candidate }) => candidate),
      roundingStep,
      promotions,
      taxes: taxesBy(aTaxRule({ ...rule, countryCode: "CA" }), {
        rates: given.rates,
        classes: new Map(bought.map(({ line, taxClass }) => [line.variantId, taxClass])),
      }),
    };
  });

const bases = ["JPY", "EUR", "KWD"];

function quoted({ purchase, candidates, roundingStep, promotions, taxes }: Case): Quote {
  const { currencyCode } = purchase;
  const known = bases.map((baseCurrencyCode) =>
    aCurrencyRate({ baseCurrencyCode, currencyCode, rateBillionths: 1_234_567_891n, roundingStep }),
  );
  const prices = candidates.flatMap((candidate): (readonly [VariantId, ChosenPrice])[] => {
    const price = priceIn(currencyCode, [candidate], 1n, known);
    return price === undefined ? [] : [[candidate.variantId, price]];
  });
  const offers = promotions.map((promotion) => anOffer(promotion));
  return quote(purchase, new Map(prices), offers, taxes, noon);
}

const property = <Given>(given: fc.Arbitrary<Given>, check: (given: Given) => void) =>
  fc.assert(fc.property(given, check), { numRuns: 300 });
const sumOf = (amounts: readonly Money[]) => amounts.reduce((sum, { minorUnits }) => sum + minorUnits, 0n);

test("in currencies of 0, 2 and 3 decimals and over mixed classes, what is bought less discounts, with shipping and tax, is the total", () => {
  property(cases, (given) => {
    const { lines: all, shippingTotal, shippingTax, taxInclusive, total, ...result } = quoted(given);
    const net = sumOf(all.map((line) => line.total)) - sumOf(all.map(({ discount }) => discount));
    const tax = sumOf(all.map((line) => line.tax)) + shippingTax.minorUnits;
    expect(total.minorUnits).toBe(net + shippingTotal.minorUnits + (taxInclusive ? 0n : tax));
    expect(result.taxTotal).toEqual(money(tax, given.purchase.currencyCode));
    const taxSteps = result.steps.filter(({ kind }) => kind === "TAX").map(({ amount }) => amount);
    expect(sumOf(taxSteps)).toBe(tax);
    expect(all.length + result.unpricedLineIds.length).toBe(given.purchase.lines.length);
  });
});

test("each coupon's discount is shared among the lines without losing a minor unit", () => {
  property(cases, (given) => {
    const { lines: all, steps, discountTotal } = quoted(given);
    const taken = steps.filter(({ kind }) => kind === "PROMOTION").map(({ amount }) => amount);
    expect(sumOf(all.map(({ discount }) => discount))).toBe(-sumOf(taken));
    expect(discountTotal.minorUnits).toBe(-sumOf(taken));
    for (const { total, discount } of all) {
      expect(discount.minorUnits >= 0n && discount.minorUnits <= total.minorUnits).toBe(true);
    }
  });
});

test("each line's tax is its class's rate of what it costs, off by half a minor unit at most, and none for the class zero", () => {
  property(cases, (given) => {
    const { lines: all } = quoted(given);
    for (const { tax, total, discount, appliedTax, variantId } of all) {
      expect(appliedTax?.taxClass).toBe(given.taxes.classes.get(variantId));
      if (appliedTax?.taxClass === "zero") expect(tax.minorUnits).toBe(0n);
      const rate = BigInt(appliedTax?.rateHundredths ?? 0);
      const denominator = appliedTax?.inclusive ? 10_000n + rate : 10_000n;
      const off = 2n * (tax.minorUnits * denominator - (total.minorUnits - discount.minorUnits) * rate);
      expect(off <= denominator && -off <= denominator).toBe(true);
    }
  });
});

test("the order of the lines changes no total, no tax of a rate, and no step but the lines' own", () => {
  const shuffled = cases.chain((given) =>
    fc
      .shuffledSubarray([...given.purchase.lines], { minLength: given.purchase.lines.length })
      .map((all) => ({ given, other: { ...given, purchase: { ...given.purchase, lines: all } } })),
  );
  const whole = ({ lines: _, unpricedLineIds: __, steps, ...totals }: Quote) => {
    return { ...totals, steps: steps.filter(({ lineId }) => lineId === "") };
  };
  property(shuffled, ({ given, other }) => expect(whole(quoted(other))).toEqual(whole(quoted(given))));
});

test("of equal lines of two classes the same one gets the odd minor unit of a discount, wherever it stands", () => {
  const [mug, book] = [aLine(), aLine()];
  const candidates = [mug, book].map(({ variantId }): PriceCandidate => {
    return { variantId, price: money(100n, "EUR"), origin: "CATALOGUE", updateTime: noon };
  });
  const reduced: TaxRate = { taxClass: "reduced", regionCode: "", rateHundredths: 0, name: "" };
  const promotion = aPromotion({ amountOff: money(101n, "EUR") });
  const taxes = taxesBy(aTaxRule({ rateHundredths: 10_000, inclusive: false }), {
    rates: [reduced],
    classes: new Map([[book.variantId, "reduced"]]),
  });
  const totals = [
    [mug, book],
    [book, mug],
  ].map((lines) => {
    const purchase = aPurchase({ lines, couponCodes: [promotion.couponCode] });
    return quoted({ purchase, candidates, roundingStep: 1n, promotions: [promotion], taxes }).total;
  });
  expect(totals[0]).toEqual(totals[1]);
});

test("all amounts of a quote are of its currency, and derived prices are multiples of their step", () => {
  property(cases, (given) => {
    const { currencyCode } = given.purchase;
    const { lines: all, subtotal, total, steps } = quoted(given);
    const amounts = [subtotal, total, ...steps.map(({ amount }) => amount), ...all.map(({ unitPrice }) => unitPrice)];
    expect(new Set(amounts.map((amount) => amount.currencyCode))).toEqual(new Set([currencyCode]));
    for (const { unitPrice, priceReason } of all) {
      if (priceReason?.origin === "CURRENCY_RATE") expect(unitPrice.minorUnits % given.roundingStep).toBe(0n);
    }
    expect([0, 2, 3]).toContain(minorUnitDigits(currencyCode));
  });
});
