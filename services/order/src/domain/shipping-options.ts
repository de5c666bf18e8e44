import type { Cart } from "./cart.ts";
import type { ShippingMethod, ShippingOption, ShippingPrice } from "./shipping-method.ts";

type Parcel = Pick<Cart, "lines" | "currencyCode">;

/** True if something in it has a weight: only that is sent. */
export function needsShipping({ lines }: Pick<Cart, "lines">): boolean {
  return lines.some(({ weightGrams }) => weightGrams > 0);
}

/** What can be chosen for the cart and what that costs, cheapest first; nothing if nothing needs to be sent. */
export function shippingOptions(cart: Parcel, methods: readonly ShippingMethod[]): ShippingOption[] {
  if (!needsShipping(cart)) return [];
  const { currencyCode } = cart;
  const grams = cart.lines.reduce((sum, { weightGrams, quantity }) => sum + BigInt(weightGrams) * quantity, 0n);
  return methods
    .flatMap(({ shippingMethodId, name, prices }) => {
      const price = prices.get(currencyCode);
      if (price === undefined) return [];
      return [{ shippingMethodId, name, price: { currencyCode, minorUnits: priceOf(price, grams) } }];
    })
    .toSorted((a, b) => Number(a.price.minorUnits - b.price.minorUnits));
}

/** The option the cart has chosen; undefined if none, or if it is not offered (any more). */
export function chosenShipping(
  cart: Parcel & Pick<Cart, "shippingMethodId">,
  methods: readonly ShippingMethod[],
): ShippingOption | undefined {
  return shippingOptions(cart, methods).find(({ shippingMethodId }) => shippingMethodId === cart.shippingMethodId);
}

function priceOf({ base, perStartedKilogram }: ShippingPrice, grams: bigint): bigint {
  return base + perStartedKilogram * ((grams + 999n) / 1000n);
}
