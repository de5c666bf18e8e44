import type { Cart } from "./cart.ts";
import type { Purchase, Quote } from "./quote.ts";
import type { ShippingOption } from "./shipping-rates.ts";

/** What pricing is asked about a cart that is sent this way. */
export function purchaseOf(cart: Cart, shipping: ShippingOption | undefined): Purchase {
  const { currencyCode, shippingAddress, lines, couponCodes } = cart;
  return {
    currencyCode,
    countryCode: shippingAddress?.countryCode ?? "",
    lines: lines.map(({ lineId, variantId, quantity }) => ({ lineId, variantId, quantity })),
    couponCodes,
    shippingPrice: shipping?.price,
    shippingMethodId: shipping?.shippingMethodId ?? "",
  };
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
  };
}
