import type { Money } from "#mesh/kernel";
import { aCart, aCartLine, anAddress, aQuote, euros, someRates, yen } from "../../test/cart-builders.ts";
import type { Cart } from "./cart.ts";
import { defaultShippingRates } from "./shipping-defaults.ts";
import { chosenShipping, followsPrice, goodsPrice, shippingOptions } from "./shipping-options.ts";
import type { ShippingMethod, ShippingRates, ShippingTier } from "./shipping-rates.ts";

const weighing = (...lines: [weightGrams: number, quantity: bigint][]) =>
  aCart({ lines: lines.map(([weightGrams, quantity]) => aCartLine({ weightGrams, quantity })) });
const idsOf = (cart: Cart, rates = someRates, goods?: bigint) =>
  shippingOptions(cart, rates, goods === undefined ? undefined : euros(goods)).map((option) => option.shippingMethodId);

test.each([
  [1, 1n, 370n],
  [1000, 1n, 370n],
  [1001, 1n, 490n],
  [500, 3n, 490n],
  [50_000_000, 1_000_000n, 250n + 120n * 50_000_000_000n],
])("%p g, %p times, cost a base and each kilogram that is begun", (grams, quantity, price) => {
  const cart = { ...weighing([grams, quantity]), shippingMethodId: "parcel" };
  expect(chosenShipping(cart, someRates)?.price).toEqual(euros(price));
});

test("options come cheapest first, and only those with a price in the currency", () => {
  expect(idsOf(weighing([1, 1n]))).toEqual(["parcel", "standard"]);
  expect(idsOf(weighing([900, 5n]))).toEqual(["standard", "parcel"]);
  expect(idsOf({ ...weighing([1, 1n]), currencyCode: "JPY" })).toEqual(["standard"]);
  expect(idsOf({ ...weighing([1, 1n]), currencyCode: "SEK" })).toEqual([]);
  expect(idsOf(weighing([0, 5n]))).toEqual([]);
  expect(idsOf(weighing())).toEqual([]);
  expect(idsOf(aCart({ lines: [aCartLine({ nonStock: true, weightGrams: 1 })] }))).toEqual([]);
});

const tiers = (...prices: [from: bigint, price: bigint][]): readonly ShippingTier[] =>
  prices.map(([from, price]) => ({ from, price: euros(price) }));
const aMethod = (kind: ShippingMethod["kind"], zoneId: string, ...prices: [bigint, bigint][]): ShippingMethod => ({
  ...{ shippingMethodId: `${zoneId}-${kind}`, name: kind, kind },
  rates: [{ zoneId, tiers: tiers(...prices) }],
});

test.each([
  ["BY_WEIGHT", 99n, undefined],
  ["BY_WEIGHT", 100n, 500n],
  ["BY_WEIGHT", 1999n, 500n],
  ["BY_WEIGHT", 2000n, 900n],
  ["BY_PRICE", 99n, undefined],
  ["BY_PRICE", 100n, 500n],
  ["BY_PRICE", 100_000n, 900n],
] as const)("%s: what measures %p costs the last tier that is reached: %p", (kind, measure, price) => {
  const method = aMethod(kind, "all", [100n, 500n], [2000n, 900n]);
  const cart = { ...weighing([Number(measure), 1n]), shippingMethodId: method.shippingMethodId };
  const option = chosenShipping(cart, { ...someRates, methods: [method] }, euros(measure));
  expect(option?.price.minorUnits).toBe(price);
});

test("a method by price is not offered while nobody knows what the goods cost", () => {
  const rates = { ...someRates, methods: [...someRates.methods, aMethod("BY_PRICE", "all", [0n, 1n])] };
  expect(idsOf(weighing([1, 1n]), rates)).not.toContain("all-BY_PRICE");
  expect(idsOf(weighing([1, 1n]), rates, 0n)).toContain("all-BY_PRICE");
  expect([followsPrice(rates), followsPrice(rates, "all-BY_PRICE")]).toEqual([true, true]);
  expect([followsPrice(rates, "parcel"), followsPrice(someRates)]).toEqual([false, false]);
});

test("goods cost what is sent costs after discounts", () => {
  const [mug, download] = [aCartLine({ unitPrice: euros(700n) }), aCartLine({ weightGrams: 0 })];
  const cart = aCart({ lines: [mug, download] });
  const quote = aQuote(cart);
  const lines = quote.lines.map((line) => ({ ...line, discount: euros(100n) }));
  expect(goodsPrice(cart, { ...quote, lines })).toEqual(euros(1300n));
});

const inZones = (shippingMethodId: string, ...prices: [zoneId: string, price: Money][]): ShippingMethod => ({
  ...{ shippingMethodId, name: shippingMethodId, kind: "FLAT" },
  rates: prices.map(([zoneId, price]) => ({ zoneId, tiers: [{ from: 0n, price }] })),
});
const zoned: ShippingRates = {
  zones: [
    { zoneId: "rest", countryCodes: [] },
    { zoneId: "near", countryCodes: ["GB", "IE"] },
  ],
  methods: [
    inZones("bike", ["near", euros(1n)]),
    inZones("post", ["rest", euros(5n)]),
    inZones("van", ["rest", euros(9n)], ["near", euros(3n)]),
    inZones("yen-near", ["rest", euros(7n)], ["near", yen(7n)]),
  ],
};
const optionsTo = (countryCode: string | undefined, rates: ShippingRates) => {
  const shippingAddress = countryCode === undefined ? undefined : anAddress({ countryCode });
  const options = shippingOptions({ ...weighing([1, 1n]), shippingAddress }, rates);
  return options.map(({ shippingMethodId, price }) => `${shippingMethodId} ${price.minorUnits}`);
};

test.each([
  ["IE", ["bike 1", "van 3", "post 5"], ["bike 1", "van 3"]],
  ["US", ["post 5", "yen-near 7", "van 9"], []],
  [undefined, ["post 5", "yen-near 7", "van 9"], []],
])("to %s each method costs what its zone says, else what the zone that names no country says", (to, all, named) => {
  expect(optionsTo(to, zoned)).toEqual(all);
  expect(optionsTo(to, { ...zoned, zones: zoned.zones.slice(1) })).toEqual(named);
});

test("until rates are told there is a flat price and one by weight, everywhere, in the same currencies", () => {
  const kinds = defaultShippingRates.methods.map(({ shippingMethodId, kind }) => [shippingMethodId, kind]);
  expect(kinds).toEqual([
    ["standard", "FLAT"],
    ["parcel", "BY_WEIGHT"],
  ]);
  for (const { rates } of defaultShippingRates.methods) {
    const currencies = rates.map((rate) => rate.tiers[0]?.price.currencyCode);
    expect(currencies).toEqual(["EUR", "USD", "GBP", "CHF", "SEK", "PLN", "JPY"]);
  }
  const parcel = { ...weighing([1001, 1n]), shippingMethodId: "parcel", shippingAddress: anAddress() };
  expect(chosenShipping(parcel, defaultShippingRates)?.price).toEqual(euros(490n));
});
