import fc from "fast-check";
import { type Money, money } from "#mesh/kernel";
import {
  afterNoon,
  aLine,
  anOffer,
  aPrice,
  aPromotion,
  aPurchase,
  aTaxRule,
  eur,
  ids,
  noon,
  taxesBy,
} from "../../test/builders.ts";
import type { VariantId } from "./price.ts";
import type { Promotion } from "./promotion.ts";
import type { Purchase, PurchaseLine, Quote } from "./purchase.ts";
import { quote } from "./quote.ts";
import type { TaxRule } from "./tax-rule.ts";

interface Case {
  readonly purchase: Purchase;
  readonly prices: ReadonlyMap<VariantId, Money>;
  readonly promotions: readonly Promotion[];
  readonly taxRule: TaxRule | undefined;
}

const quoted = ({ purchase, prices, promotions, taxRule }: Case) =>
  quote(
    purchase,
    chosen(prices),
    promotions.map((promotion) => anOffer(promotion)),
    taxRule && taxesBy(taxRule),
    noon,
  );
const chosen = (prices: ReadonlyMap<VariantId, Money>) =>
  new Map([...prices].map(([variantId, price]) => [variantId, aPrice(variantId, price)]));

const amounts = fc.oneof(fc.bigInt(0n, 3n), fc.bigInt(0n, 100_000n), fc.bigInt(0n, 2n ** 63n - 1n));

const lines: fc.Arbitrary<{ line: PurchaseLine; listPrice: Money | undefined }> = fc
  .record({
    quantity: fc.oneof(fc.bigInt(1n, 5n), fc.bigInt(1n, 1_000_000n)),
    price: amounts,
    kind: fc.constantFrom("listed", "listed", "listed", "manual", "unpriced"),
  })
  .map(({ quantity, price, kind }) => ({
    line: aLine({ quantity, manualUnitPrice: kind === "manual" ? eur(price) : undefined }),
    listPrice: kind === "listed" ? eur(price) : undefined,
  }));

const promotions: fc.Arbitrary<Promotion> = fc
  .record({
    percentOffHundredths: fc.oneof(fc.integer({ min: 1, max: 10_000 }), fc.constant(10_000)),
    amount: fc.option(fc.bigInt(1n, 200_000n)),
    minSubtotal: fc.option(amounts, { freq: 3 }),
    currencyCode: fc.constantFrom("EUR", "EUR", "EUR", "USD"),
    hoursToEnd: fc.option(fc.integer({ min: 0, max: 1 })),
    kind: fc.constantFrom("share or amount", "share or amount", "shipping", "tiers", "units"),
    buy: fc.integer({ min: 1, max: 3 }),
    get: fc.integer({ min: 1, max: 2 }),
    exclusive: fc.constantFrom(false, false, false, true),
    automatic: fc.constantFrom(false, false, true),
    maxRedemptions: fc.constantFrom(0, 1),
    redemptionCount: fc.constantFrom(0, 0, 1),
  })
  .map(({ percentOffHundredths, amount, minSubtotal, currencyCode, hoursToEnd, kind, buy, get, ...terms }) =>
    aPromotion({
      ...terms,
      ...(terms.automatic ? { couponCode: "" } : {}),
      ...discountOf(kind, { percentOffHundredths, amount, currencyCode, buy, get }),
      minSubtotal: minSubtotal === null ? undefined : money(minSubtotal, currencyCode),
      endTime: hoursToEnd === null ? undefined : afterNoon(hoursToEnd),
    }),
  );

interface Figures {
  readonly percentOffHundredths: number;
  readonly amount: bigint | null;
  readonly currencyCode: string;
  readonly buy: number;
  readonly get: number;
}

function discountOf(
  kind: string,
  { percentOffHundredths, amount, currencyCode, buy, get }: Figures,
): Partial<Promotion> {
  const off = amount === null ? { percentOffHundredths } : { amountOff: money(amount, currencyCode) };
  if (kind === "shipping") return { freeShipping: true };
  if (kind === "units") return { buyGet: { buyQuantity: buy, getQuantity: get, percentOffHundredths } };
  if (kind === "share or amount") return off;
  const tier = { percentOffHundredths: 0, amountOff: undefined, ...off };
  return { tiers: [0n, 5_000n].map((least) => ({ ...tier, minSubtotal: money(least, currencyCode) })) };
}

const taxRules: fc.Arbitrary<TaxRule | undefined> = fc.option(
  fc
    .record({ rateHundredths: fc.integer({ min: 0, max: 10_000 }), inclusive: fc.boolean() })
    .map((content) => aTaxRule(content)),
  { nil: undefined },
);

const cases: fc.Arbitrary<Case> = fc
  .record({
    lines: fc.array(lines, { maxLength: 12 }),
    promotions: fc.array(promotions, { maxLength: 3 }),
    shipping: fc.option(amounts, { nil: undefined }),
    taxRule: taxRules,
  })
  .map(({ lines: made, promotions: running, shipping, taxRule }) => ({
    purchase: aPurchase({
      countryCode: "DE",
      lines: made.map(({ line }) => line),
      couponCodes: running.flatMap(({ automatic, couponCode }) => (automatic ? [] : [couponCode])),
      shipping: shipping === undefined ? undefined : { methodId: "parcel", price: eur(shipping) },
    }),
    prices: new Map(made.flatMap(({ line, listPrice }) => (listPrice ? [[line.variantId, listPrice] as const] : []))),
    promotions: running,
    taxRule,
  }));

const property = (check: (quote: Quote, given: Case) => void) =>
  fc.assert(
    fc.property(cases, (given) => check(quoted(given), given)),
    { numRuns: 300 },
  );

const sumOf = (all: readonly Money[]) => all.reduce((total, { minorUnits }) => total + minorUnits, 0n);

test("the totals are the sums of the lines and of shipping", () => {
  property((result) => {
    const { lines: all, subtotal, discountTotal, shippingTotal, shippingTax, taxTotal, taxInclusive, total } = result;
    expect(subtotal).toEqual(eur(sumOf(all.map((line) => line.total))));
    expect(discountTotal).toEqual(eur(sumOf(all.map(({ discount }) => discount))));
    expect(taxTotal).toEqual(eur(sumOf([...all.map(({ tax }) => tax), shippingTax])));
    const net = subtotal.minorUnits - discountTotal.minorUnits + shippingTotal.minorUnits;
    expect(total).toEqual(eur(taxInclusive ? net : net + taxTotal.minorUnits));
    for (const line of all) expect(line.total).toEqual(eur(line.unitPrice.minorUnits * line.quantity));
  });
});

test("the steps add up to the totals", () => {
  property(({ steps, subtotal, discountTotal, shippingTotal, taxTotal }, { purchase }) => {
    const shippingPrice = purchase.shipping?.price ?? eur(0);
    const shippingOff = shippingPrice.minorUnits - shippingTotal.minorUnits;
    const stepsOf = (...kinds: string[]) =>
      eur(sumOf(steps.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount)));
    expect(stepsOf("LIST_PRICE", "MANUAL_PRICE")).toEqual(subtotal);
    expect(stepsOf("PROMOTION")).toEqual(eur(-discountTotal.minorUnits - shippingOff));
    expect(stepsOf("SHIPPING")).toEqual(shippingPrice);
    expect([0n, shippingPrice.minorUnits]).toContain(shippingOff);
    expect(stepsOf("TAX")).toEqual(taxTotal);
  });
});

test("every line is priced or named as unpriced, and every coupon has its note", () => {
  property((result, { purchase, promotions: offered }) => {
    const named = [...result.lines.map(({ lineId }) => lineId), ...result.unpricedLineIds];
    expect(named.toSorted()).toEqual(purchase.lines.map(({ lineId }) => lineId).toSorted());
    expect(result.couponNotes.map(({ couponCode }) => couponCode)).toEqual(purchase.couponCodes);
    const applied = result.couponNotes.filter(({ outcome }) => outcome === "APPLIED");
    const automatic = new Set<string>(
      offered.flatMap((promotion) => (promotion.automatic ? promotion.promotionId : [])),
    );
    const asked = result.steps.filter(({ kind, sourceId }) => kind === "PROMOTION" && !automatic.has(sourceId));
    expect(applied.length).toBe(asked.length);
  });
});

test("discounts lie between nothing and the line's total, and manual prices take none", () => {
  property(({ lines: all }, { purchase }) => {
    for (const { lineId, total, discount } of all) {
      const manual = purchase.lines.some((line) => line.lineId === lineId && line.manualUnitPrice !== undefined);
      expect(discount.minorUnits >= 0n && discount.minorUnits <= (manual ? 0n : total.minorUnits)).toBe(true);
    }
  });
});

test("the order of the lines changes no total", () => {
  const shuffled = cases.chain((given) =>
    fc
      .shuffledSubarray([...given.purchase.lines], { minLength: given.purchase.lines.length })
      .map((all) => ({ given, other: { ...given, purchase: { ...given.purchase, lines: all } } })),
  );
  const totals = ({ lines: _, steps: __, unpricedLineIds: ___, ...rest }: Quote) => rest;
  fc.assert(
    fc.property(shuffled, ({ given, other }) => expect(totals(quoted(other))).toEqual(totals(quoted(given)))),
    { numRuns: 300 },
  );
});

test("a line's tax is off the exact one by half a unit at most", () => {
  property(({ lines: all, taxInclusive, shippingTax, shippingTotal }, { taxRule }) => {
    const rate = BigInt(taxRule?.rateHundredths ?? 0);
    const denominator = taxInclusive ? 10_000n + rate : 10_000n;
    const off = (tax: bigint, net: bigint) => 2n * (tax * denominator - net * rate);
    const differences = [
      off(shippingTax.minorUnits, shippingTotal.minorUnits),
      ...all.map(({ tax, total, discount }) => off(tax.minorUnits, total.minorUnits - discount.minorUnits)),
    ];
    for (const difference of differences) {
      expect(difference <= denominator && difference >= -denominator).toBe(true);
    }
  });
});

test("what a percentage takes off is its share of all lines, rounded once, and a line's share is exact but for a unit", () => {
  const percentages = fc.record({
    lines: fc.array(lines, { minLength: 1 }),
    hundredths: fc.integer({ min: 1, max: 10_000 }),
  });
  fc.assert(
    fc.property(percentages, ({ lines: made, hundredths }) => {
      const promotion = aPromotion({ percentOffHundredths: hundredths });
      const result = quoted({
        purchase: aPurchase({ lines: made.map(({ line }) => line), couponCodes: [promotion.couponCode] }),
        prices: new Map(made.map(({ line, listPrice }) => [line.variantId, listPrice ?? eur(1)])),
        promotions: [promotion],
        taxRule: undefined,
      });
      const manual = new Set(made.flatMap(({ line }) => (line.manualUnitPrice ? [line.lineId] : [])));
      const discountable = result.lines.filter(({ lineId }) => !manual.has(lineId));
      const base = sumOf(discountable.map(({ total }) => total));
      const off = result.discountTotal.minorUnits;
      const difference = 2n * (off * 10_000n - base * BigInt(hundredths));
      expect(difference <= 10_000n && difference >= -10_000n).toBe(true);
      for (const { total, discount } of discountable) {
        const apart = discount.minorUnits * base - total.minorUnits * off;
        expect(apart < base || base === 0n).toBe(true);
        expect(apart > -base || base === 0n).toBe(true);
      }
    }),
    { numRuns: 300 },
  );
});

const priced = (minorUnits: number | bigint, quantity = 1n) => {
  const line = aLine({ quantity });
  return { line, price: [line.variantId, eur(minorUnits)] as const };
};

function quoteOf(given: { made: ReturnType<typeof priced>[] } & Partial<Case>, change: Partial<Purchase> = {}) {
  const { made, ...rest } = given;
  const couponCodes = rest.promotions?.map(({ couponCode }) => couponCode) ?? [];
  const purchase = aPurchase({ lines: made.map(({ line }) => line), couponCodes, ...change });
  return quoted({
    purchase,
    prices: new Map(made.map(({ price }) => price)),
    promotions: [],
    taxRule: undefined,
    ...rest,
  });
}

test("a million of the dearest thing is exact", () => {
  const dearest = 2n ** 63n - 1n;
  expect(quoteOf({ made: [priced(dearest, 1_000_000n)] }).total).toEqual(eur(dearest * 1_000_000n));
});

test("three equal lines share a discount of one unit less than divides, nothing is lost", () => {
  const { lines: all, discountTotal } = quoteOf({
    made: [priced(100), priced(100), priced(100)],
    promotions: [aPromotion({ amountOff: eur(100) })],
  });
  expect(discountTotal).toEqual(eur(100));
  expect(all.map(({ discount }) => discount.minorUnits)).toEqual([34n, 33n, 33n]);
});

test("coupons are applied one after another on what is left, each once", () => {
  const half = aPromotion({ percentOffHundredths: 5000 });
  const quarter = aPromotion({ percentOffHundredths: 2500 });
  const couponCodes = [half.couponCode, quarter.couponCode, half.couponCode.toLowerCase()];
  const result = quoteOf({ made: [priced(1000)], promotions: [half, quarter] }, { couponCodes });
  expect(result.discountTotal).toEqual(eur(625));
  expect(result.couponNotes.map(({ outcome }) => outcome)).toEqual(["APPLIED", "APPLIED", "APPLIED"]);
  expect(result.steps.filter(({ kind }) => kind === "PROMOTION").map(({ amount }) => amount)).toEqual([
    eur(-500),
    eur(-125),
  ]);
});

test("an amount takes off the subtotal at most, and what comes after it meets nothing", () => {
  const tooMuch = aPromotion({ amountOff: eur(5000) });
  const after = aPromotion();
  const result = quoteOf({ made: [priced(1000)], promotions: [tooMuch, after] });
  expect(result).toMatchObject({ discountTotal: eur(1000), total: eur(0) });
  expect(result.couponNotes.map(({ outcome }) => outcome)).toEqual(["APPLIED", "NOT_MET"]);
});

test.each([
  ["is running", {}, "APPLIED"],
  ["begins now", { startTime: noon }, "APPLIED"],
  ["begins later", { startTime: afterNoon(1) }, "UNKNOWN"],
  ["ends now", { endTime: noon }, "UNKNOWN"],
  ["asks for just this subtotal", { minSubtotal: eur(1000) }, "APPLIED"],
  ["asks for more", { minSubtotal: eur(1001) }, "NOT_MET"],
  ["asks for a subtotal in another currency", { minSubtotal: money(1n, "USD") }, "NOT_MET"],
  ["takes off another currency", { amountOff: money(1n, "USD") }, "NOT_MET"],
  ["rounds to nothing", { percentOffHundredths: 4 }, "NOT_MET"],
])("a coupon whose promotion %s", (_, change, outcome) => {
  const promotions = [aPromotion(change)];
  expect(quoteOf({ made: [priced(1000)], promotions }).couponNotes).toMatchObject([{ outcome }]);
});

test("tax is inside the price or on top of it, and steps say which", () => {
  const shipping = { methodId: "parcel", price: eur(119) };
  const inside = quoteOf({ made: [priced(1190)], taxRule: aTaxRule() }, { shipping });
  expect(inside).toMatchObject({ taxTotal: eur(209), shippingTax: eur(19), taxInclusive: true, total: eur(1309) });
  expect(inside.steps.at(-1)).toMatchObject({ description: "VAT 19 % (included)", sourceId: "DE", amount: eur(209) });
  const onTop = aTaxRule({ name: "Sales tax", rateHundredths: 725, inclusive: false, countryCode: "US" });
  const outside = quoteOf({ made: [priced(1000)], taxRule: onTop });
  expect(outside).toMatchObject({ taxTotal: eur(72), taxInclusive: false, total: eur(1072) });
  expect(outside.steps.at(-1)).toMatchObject({ description: "Sales tax 7.25 %", sourceId: "US" });
});

test("each line is taxed by its class, shipping by the standard one, and each rate has its step", () => {
  const [mug, book, stamp] = [priced(1190), priced(1070), priced(500)];
  const classes = new Map([
    [book.line.variantId, "reduced"],
    [stamp.line.variantId, "zero"],
  ]);
  const rates = [{ taxClass: "reduced", regionCode: "", rateHundredths: 700, name: "" }];
  const made = [mug, book, stamp];
  const shipping = { methodId: "parcel", price: eur(119) };
  const purchase = aPurchase({ lines: made.map(({ line }) => line), shipping });
  const known = chosen(new Map(made.map(({ price }) => price)));
  const result = quote(purchase, known, [], taxesBy(aTaxRule(), { rates, classes }), noon);
  expect(result.lines.map(({ tax }) => tax.minorUnits)).toEqual([190n, 70n, 0n]);
  expect(result.lines.map(({ appliedTax }) => appliedTax?.taxClass)).toEqual(["standard", "reduced", "zero"]);
  expect(result).toMatchObject({ shippingTax: eur(19), taxTotal: eur(279), total: eur(2879) });
  expect(result.steps.filter(({ kind }) => kind === "TAX")).toMatchObject([
    { amount: eur(209), description: "VAT 19 % (included)", sourceId: "DE" },
    { amount: eur(70), description: "VAT 7 % (included)", sourceId: "DE" },
  ]);
});

test("without a rule nothing is taxed", () => {
  const result = quoteOf({ made: [priced(1000)] });
  expect(result).toMatchObject({ taxTotal: eur(0), shippingTax: eur(0), taxInclusive: false, total: eur(1000) });
});

test.each([
  ["a price", { prices: (id: VariantId) => new Map([[id, money(1n, "USD")]]) }],
  ["a manual price", { manualUnitPrice: money(1n, "USD") }],
  ["shipping", { shipping: { methodId: "", price: money(1n, "USD") } }],
])(
  "%s in another currency is never added up",
  (_, {
    prices,
    manualUnitPrice,
    shipping,
  }: {
    prices?: (id: VariantId) => ReadonlyMap<VariantId, Money>;
    manualUnitPrice?: Money;
    shipping?: Purchase["shipping"];
  }) => {
    const line = aLine({ variantId: ids.next("var"), manualUnitPrice });
    const purchase = aPurchase({ lines: [line], shipping });
    const known = prices?.(line.variantId) ?? new Map([[line.variantId, eur(1)]]);
    expect(() => quote(purchase, chosen(known), [], undefined, noon)).toThrow("cannot mix EUR and USD");
  },
);
