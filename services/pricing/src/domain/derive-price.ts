import { format, type Money } from "#mesh/kernel";
import { type ChosenPrice, choosePrice, type PriceCandidate } from "./choose-price.ts";
import { type CurrencyRate, convert, formatRate } from "./currency-rate.ts";

const largestInt64 = 2n ** 63n - 1n;

/**
 * The price in the currency, or one derived by a rate if there is none: from the price in the catalogue's currency, or else
 * in the first other currency by code that has a rate. Undefined without both, or for more than an int64 of minor units.
 */
export function priceIn(
  currencyCode: string,
  candidates: readonly PriceCandidate[],
  quantity: bigint,
  rates: readonly CurrencyRate[],
): ChosenPrice | undefined {
  const own = choosePrice(candidates, quantity, currencyCode);
  if (own !== undefined) return own;
  const stated = candidates.find(({ origin }) => origin === "CATALOGUE")?.price.currencyCode;
  const fitting = rates
    .filter((rate) => rate.currencyCode === currencyCode)
    .toSorted((a, b) => rankOf(a, stated) - rankOf(b, stated) || (a.baseCurrencyCode < b.baseCurrencyCode ? -1 : 1));
  for (const rate of fitting) {
    const base = choosePrice(candidates, quantity, rate.baseCurrencyCode);
    if (base !== undefined) return derived(base, rate);
  }
  return undefined;
}

function rankOf({ baseCurrencyCode }: CurrencyRate, stated: string | undefined): number {
  return baseCurrencyCode === stated ? 0 : 1;
}

function derived(base: ChosenPrice, rate: CurrencyRate): ChosenPrice | undefined {
  const inCurrency = (price: Money) => convert(price, rate);
  const price = inCurrency(base.price);
  if (price.minorUnits > largestInt64) return undefined;
  const compareAtPrice = base.compareAtPrice && inCurrency(base.compareAtPrice);
  const by = `${format(base.price)} at ${formatRate(rate.rateBillionths)}`;
  return {
    ...base,
    price,
    origin: "CURRENCY_RATE",
    compareAtPrice: compareAtPrice && compareAtPrice.minorUnits > price.minorUnits ? compareAtPrice : undefined,
    quantityPrices: base.quantityPrices.map((entry) => ({ ...entry, price: inCurrency(entry.price) })),
    reason: base.reason === "" ? by : `${base.reason}, ${by}`,
    derivedFrom: { basePrice: base.price, rate },
  };
}
