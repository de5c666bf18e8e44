import type { Cart } from "./cart.ts";
import type { Purchase, Quote } from "./quote.ts";
import type { ShippingMethod } from "./shipping-method.ts";
import { chosenShipping } from "./shipping-options.ts";

/** What pricing is asked about a cart. */
export function purchaseOf(cart: Cart, methods: readonly ShippingMethod[]): Purchase {
  const { currencyCode, shippingAddress, lines, couponCodes } = cart;
  const shipping = chosenShipping(cart, methods);
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
