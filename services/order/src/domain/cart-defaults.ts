import { isDeepStrictEqual } from "node:util";
import type { CartContent } from "./cart.ts";

/** What a person has said once for all carts. */
export type CartDefaults = Pick<CartContent, "email" | "shippingAddress" | "billingAddress" | "languageCode">;

/**
 * The cart with what nobody has said of it yet. A billing address is filled in along with the shipping address alone: where
 * only the latter was said, it is meant for both.
 */
export function withDefaults<C extends CartContent>(cart: C, defaults: CartDefaults | undefined): C {
  if (defaults === undefined) return cart;
  const { shippingAddress = defaults.shippingAddress } = cart;
  const billed = cart.shippingAddress === undefined ? defaults.billingAddress : undefined;
  return {
    ...cart,
    email: cart.email || defaults.email,
    shippingAddress,
    billingAddress: cart.billingAddress ?? (isDeepStrictEqual(billed, shippingAddress) ? undefined : billed),
    languageCode: cart.languageCode || defaults.languageCode,
  };
}
