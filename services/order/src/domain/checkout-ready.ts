import type { Cart } from "./cart.ts";
import { refuse } from "./errors.ts";
import type { ShippingMethod } from "./shipping-method.ts";
import { chosenShipping, needsShipping } from "./shipping-options.ts";

/** Fails with CART_EMPTY, CART_INCOMPLETE or SHIPPING_METHOD_UNKNOWN unless the cart can be checked out. */
export function requireReady(cart: Cart, methods: readonly ShippingMethod[]): void {
  if (cart.lines.length === 0) throw refuse("CART_EMPTY");
  const isSent = needsShipping(cart);
  const missing = [
    cart.email === "" ? "email" : undefined,
    isSent && cart.shippingAddress === undefined ? "shipping_address" : undefined,
    isSent && cart.shippingMethodId === "" ? "shipping_method_id" : undefined,
  ].filter((field) => field !== undefined);
  if (missing.length > 0) throw refuse("CART_INCOMPLETE", { metadata: { missing: missing.join(",") } });
  if (isSent && chosenShipping(cart, methods) === undefined) throw refuse("SHIPPING_METHOD_UNKNOWN");
}
