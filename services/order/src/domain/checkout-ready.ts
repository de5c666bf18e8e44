import type { Cart } from "./cart.ts";
import { refuse } from "./errors.ts";
import { needsShipping } from "./shipping-options.ts";
import type { ShippingOption } from "./shipping-rates.ts";

/** Fails with CART_EMPTY or CART_INCOMPLETE unless the cart can be checked out. */
export function requireComplete(cart: Cart): void {
  if (cart.lines.length === 0) throw refuse("CART_EMPTY");
  const missing = missingFields(cart);
  if (missing.length > 0) throw refuse("CART_INCOMPLETE", { metadata: { missing: missing.join(",") } });
}

/** What has to be said of the cart before it can be checked out. */
export function missingFields(cart: Cart): readonly string[] {
  const isSent = needsShipping(cart);
  return [
    cart.email === "" ? "email" : undefined,
    isSent && cart.shippingAddress === undefined ? "shipping_address" : undefined,
    isSent && cart.shippingMethodId === "" ? "shipping_method_id" : undefined,
  ].filter((field) => field !== undefined);
}

/** Fails with SHIPPING_METHOD_UNKNOWN if the cart is to be sent and the method it has chosen is not offered. */
export function requireShipping(cart: Cart, shipping: ShippingOption | undefined): void {
  if (needsShipping(cart) && shipping === undefined) throw refuse("SHIPPING_METHOD_UNKNOWN");
}
