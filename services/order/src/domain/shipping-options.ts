import type { Money } from "#mesh/kernel";
import type { Cart, SoldVariant } from "./cart.ts";
import type { Quote } from "./quote.ts";
import type { ShippingMethod, ShippingOption, ShippingRates, ShippingTier } from "./shipping-rates.ts";

type Parcel = Pick<Cart, "lines" | "currencyCode" | "shippingAddress">;

/** True if something in it has a weight, and stock is kept of it: only that is sent. */
export function needsShipping({ lines }: Pick<Cart, "lines">): boolean {
  return lines.some(isSent);
}

function isSent({ weightGrams, nonStock }: SoldVariant): boolean {
  return weightGrams > 0 && !nonStock;
}

/**
 * What can be chosen for the cart and what that costs, cheapest first; nothing if nothing needs to be sent. Methods by price
 * are left out unless `goods` says what the goods cost.
 */
export function shippingOptions(cart: Parcel, rates: ShippingRates, goods?: Money): ShippingOption[] {
  if (!needsShipping(cart)) return [];
  return rates.methods
    .flatMap((method) => optionOf(cart, rates, method, goods) ?? [])
    .toSorted((a, b) => Number(a.price.minorUnits - b.price.minorUnits));
}

/** The option the cart has chosen; undefined if none, or if it is not offered (any more). */
export function chosenShipping(
  cart: Parcel & Pick<Cart, "shippingMethodId">,
  rates: ShippingRates,
  goods?: Money,
): ShippingOption | undefined {
  return shippingOptions(cart, rates, goods).find(({ shippingMethodId }) => shippingMethodId === cart.shippingMethodId);
}

/** True if it takes a quote to say what the method costs; any method if none is named. */
export function followsPrice({ methods }: ShippingRates, shippingMethodId?: string): boolean {
  const named = methods.filter((method) => [undefined, method.shippingMethodId].includes(shippingMethodId));
  return named.some(({ kind }) => kind === "BY_PRICE");
}

/** What is sent of the cart costs this, after discounts. */
export function goodsPrice({ lines, currencyCode }: Pick<Cart, "lines" | "currencyCode">, quote: Quote): Money {
  const sent = new Set<string>(lines.filter(isSent).map(({ lineId }) => lineId));
  const minorUnits = quote.lines
    .filter(({ lineId }) => sent.has(lineId))
    .reduce((sum, { total, discount }) => sum + total.minorUnits - discount.minorUnits, 0n);
  return { currencyCode, minorUnits };
}

function optionOf(
  { lines, currencyCode, shippingAddress }: Parcel,
  rates: ShippingRates,
  { shippingMethodId, name, kind, rates: prices }: ShippingMethod,
  goods: Money | undefined,
): ShippingOption | undefined {
  const grams = lines
    .filter(isSent)
    .reduce((sum, { weightGrams, quantity }) => sum + BigInt(weightGrams) * quantity, 0n);
  const measure = { FLAT: 0n, BY_WEIGHT: grams, BY_PRICE: goods?.minorUnits }[kind];
  const zoneId = zonesOf(rates, shippingAddress?.countryCode).find((id) => prices.some((rate) => rate.zoneId === id));
  const rate = prices.find((each) => each.zoneId === zoneId && each.tiers[0]?.price.currencyCode === currencyCode);
  const tier = rate?.tiers.findLast(({ from }) => measure !== undefined && from <= measure);
  return tier && { shippingMethodId, name, price: { currencyCode, minorUnits: priceOf(tier, grams) } };
}

/** The zones the country may be priced in: the one that names it before the one that names none. */
function zonesOf({ zones }: ShippingRates, countryCode: string | undefined): readonly string[] {
  const naming = zones.filter(({ countryCodes }) => countryCode !== undefined && countryCodes.includes(countryCode));
  return [...naming, ...zones.filter(({ countryCodes }) => countryCodes.length === 0)].map(({ zoneId }) => zoneId);
}

function priceOf({ price, perStartedKilogram }: ShippingTier, grams: bigint): bigint {
  return price.minorUnits + (perStartedKilogram?.minorUnits ?? 0n) * ((grams + 999n) / 1000n);
}
