import { aCart, aCartLine, euros, someMethods } from "../../test/cart-builders.ts";
import { defaultShippingMethods } from "./shipping-defaults.ts";
import { shippingMethodsFromJson } from "./shipping-methods-json.ts";
import { chosenShipping, shippingOptions } from "./shipping-options.ts";

const weighing = (...lines: [weightGrams: number, quantity: bigint][]) =>
  aCart({ lines: lines.map(([weightGrams, quantity]) => aCartLine({ weightGrams, quantity })) });

test.each([
  [1, 1n, 370n],
  [1000, 1n, 370n],
  [1001, 1n, 490n],
  [500, 3n, 490n],
  [50_000_000, 1_000_000n, 250n + 120n * 50_000_000_000n],
])("%p g, %p times, cost a base and each kilogram that is begun", (grams, quantity, price) => {
  const cart = { ...weighing([grams, quantity]), shippingMethodId: "parcel" };
  expect(chosenShipping(cart, someMethods)?.price).toEqual(euros(price));
});

test("options come cheapest first, and only those with a price in the currency", () => {
  const ids = (cart: Parameters<typeof shippingOptions>[0]) =>
    shippingOptions(cart, someMethods).map(({ shippingMethodId }) => shippingMethodId);
  expect(ids(weighing([1, 1n]))).toEqual(["parcel", "standard"]);
  expect(ids(weighing([900, 5n]))).toEqual(["standard", "parcel"]);
  expect(ids({ ...weighing([1, 1n]), currencyCode: "JPY" })).toEqual(["standard"]);
  expect(ids({ ...weighing([1, 1n]), currencyCode: "SEK" })).toEqual([]);
  expect(ids(weighing([0, 5n]))).toEqual([]);
  expect(ids(weighing())).toEqual([]);
});

const method = (change: object = {}) => ({
  shipping_method_id: "standard",
  name: "Standard",
  prices: { EUR: { base: 490 } },
  ...change,
});
const json = (...methods: unknown[]) => JSON.stringify(methods);

test("methods are read from JSON; what weighs nothing in the price may be left out", () => {
  const byWeight = { EUR: { base: 250, per_started_kilogram: 120 } };
  expect(shippingMethodsFromJson(json(method(), method({ shipping_method_id: "parcel", prices: byWeight })))).toEqual([
    {
      shippingMethodId: "standard",
      name: "Standard",
      prices: new Map([["EUR", { base: 490n, perStartedKilogram: 0n }]]),
    },
    {
      shippingMethodId: "parcel",
      name: "Standard",
      prices: new Map([["EUR", { base: 250n, perStartedKilogram: 120n }]]),
    },
  ]);
  expect(shippingMethodsFromJson("[]")).toEqual([]);
});

test.each([
  ["[", "it is not JSON"],
  ["{}", "a list of methods is wanted"],
  [json(7), "method 1 must be an object"],
  [json(method(), method()), 'two methods have the id "standard"'],
  [json(method({ price: 1 })), 'method 1 knows no "price", only shipping_method_id, name, prices'],
  [json(method({ shipping_method_id: "Über" })), "method 1: shipping_method_id must be"],
  [json(method({ name: "" })), "method 1: name must not be empty"],
  [json(method({ prices: {} })), 'method 1 ("standard"): prices must name a currency'],
  [json(method({ prices: [] })), 'method 1 ("standard"): prices must be an object'],
  [json(method({ prices: { EURO: { base: 1 } } })), 'method 1 ("standard"): EURO is no active currency'],
  [json(method({ prices: { EUR: 1 } })), 'method 1 ("standard"): the price in EUR must be an object'],
  [json(method({ prices: { EUR: { base: 4.9 } } })), "the price in EUR: base must be a whole number"],
  [json(method({ prices: { EUR: { base: -1 } } })), "the price in EUR: base must be a whole number"],
  [json(method({ prices: { EUR: { base: 1, per_started_kilogram: "1" } } })), "EUR: per_started_kilogram must be"],
])("%s is refused: %s", (text, problem) => {
  expect(() => shippingMethodsFromJson(text)).toThrow(problem);
});

test("unless a setting says otherwise there is a flat price and one by weight, in the same currencies", () => {
  expect(defaultShippingMethods.map(({ shippingMethodId }) => shippingMethodId)).toEqual(["standard", "parcel"]);
  for (const { prices } of defaultShippingMethods) {
    expect([...prices.keys()]).toEqual(["EUR", "USD", "GBP", "CHF", "SEK", "PLN", "JPY"]);
  }
});
