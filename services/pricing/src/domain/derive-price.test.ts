import { type Money, money } from "#mesh/kernel";
import { aCurrencyRate, eur, ids, noon } from "../../test/builders.ts";
import type { PriceCandidate } from "./choose-price.ts";
import { parseRate } from "./currency-rate.ts";
import { priceIn } from "./derive-price.ts";

const variantId = ids.next("var");
const catalogue = (price: Money): PriceCandidate => ({ variantId, price, origin: "CATALOGUE", updateTime: noon });
const everybody = (price: Money): PriceCandidate => ({ ...catalogue(price), origin: "PRICE_LIST" });
const listed = (price: Money, minQuantity: bigint): PriceCandidate => ({
  ...catalogue(price),
  origin: "PRICE_LIST_ENTRY",
  entry: { priceListId: ids.next("prl"), priceListName: "Sale", priority: 0, minQuantity, endTime: undefined },
});
const rate = (baseCurrencyCode: string, text: string, currencyCode = "CHF") =>
  aCurrencyRate({ baseCurrencyCode, currencyCode, rateBillionths: parseRate(text) });
const chf = (minorUnits: bigint) => money(minorUnits, "CHF");
const usd = (minorUnits: bigint) => money(minorUnits, "USD");

test("a price of its own goes before every rate", () => {
  const found = priceIn("CHF", [catalogue(eur(1_000)), everybody(chf(990n))], 1n, [rate("EUR", "0.95")]);
  expect(found).toMatchObject({ price: chf(990n), origin: "PRICE_LIST", reason: "" });
});

test("a derived price says what it comes from", () => {
  const by = rate("EUR", "0.95");
  expect(priceIn("CHF", [catalogue(eur(1_000))], 1n, [by])).toEqual({
    ...{ variantId, price: chf(950n), origin: "CURRENCY_RATE", quantityPrices: [], compareAtPrice: undefined },
    ...{ reason: "10.00 EUR at 0.95", derivedFrom: { basePrice: eur(1_000), rate: by } },
  });
});

test("lists count as they do in the other currency, with what it would cost without", () => {
  const found = priceIn("CHF", [catalogue(eur(1_000)), listed(eur(800), 2n)], 2n, [rate("EUR", "0.5")]);
  expect(found).toMatchObject({
    ...{ price: chf(400n), compareAtPrice: chf(500n), reason: "Sale, from 2, 8.00 EUR at 0.5" },
    quantityPrices: [{ minQuantity: 2n, price: chf(400n) }],
  });
});

test("the catalogue's currency is derived from first, else the first by code that has a price", () => {
  const rates = [rate("USD", "0.9"), rate("EUR", "0.95"), rate("AUD", "0.6"), rate("EUR", "160", "JPY")];
  const candidates = [everybody(eur(1_000)), catalogue(usd(1_000n))];
  expect(priceIn("CHF", candidates, 1n, rates)?.price).toEqual(chf(900n));
  expect(priceIn("CHF", candidates, 1n, rates.slice(1))?.price).toEqual(chf(950n));
});

test("there is no price without a rate, without a price to derive from, or beyond an int64", () => {
  expect(priceIn("CHF", [catalogue(eur(1))], 1n, [rate("USD", "1"), rate("EUR", "1", "JPY")])).toBeUndefined();
  expect(priceIn("CHF", [], 1n, [rate("EUR", "1")])).toBeUndefined();
  expect(priceIn("CHF", [catalogue(eur(2n ** 62n))], 1n, [rate("EUR", "2")])).toBeUndefined();
});
