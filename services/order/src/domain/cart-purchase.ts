import type { Address } from "./address.ts";
import type { Cart } from "./cart.ts";
import type { Purchase, Quote } from "./quote.ts";
import type { ShippingOption } from "./shipping-rates.ts";

/** What pricing is asked about a cart that is sent this way. */
export function purchaseOf(cart: Cart, shipping: ShippingOption | undefined): Purchase {
  const { currencyCode, userId, shippingAddress, lines, couponCodes } = cart;
  return {
    currencyCode,
    userId,
    ...destinationOf(shippingAddress),
    lines: lines.map(({ lineId, variantId, quantity }) => ({ lineId, variantId, quantity })),
    couponCodes,
    shippingPrice: shipping?.price,
    shippingMethodId: shipping?.shippingMethodId ?? "",
  };
}

/** What of an address decides on taxes; empty texts without one. */
export function destinationOf(
  address: Address | undefined,
): Pick<Purchase, "countryCode" | "regionCode" | "postalCode"> {
  const { countryCode = "", regionCode = "", postalCode = "" } = address ?? {};
  return { countryCode, regionCode, postalCode };
}

/** The quote of a purchase of nothing. */
export function emptyQuote(currencyCode: string): Quote {
  const zero = { currencyCode, minorUnits: 0n };
  return {
    lines: [],
    subtotal: zero,
    discountTotal: zero,
    shippingTotal: zero,
    shippingTax: zero,
    taxTotal: zero,
    taxInclusive: false,
    total: zero,
    steps: [],
    unpricedLineIds: [],
    couponNotes: [],
    redemptions: [],
  };
}
