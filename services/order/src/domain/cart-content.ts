import { isDeepStrictEqual } from "node:util";
import { isCurrency, type Money } from "#mesh/kernel";
import { type Cart, type CartContent, type CartId, changed, refuseCheckedOut, type UserId } from "./cart.ts";
import { refuse } from "./errors.ts";
import { shippingOptions } from "./shipping-options.ts";
import type { ShippingRates } from "./shipping-rates.ts";

/** What can be offered: the rates, and what the goods cost, if a wanted method follows that. */
export interface ShippingOffer {
  readonly rates: ShippingRates;
  readonly goods?: Money | undefined;
}

/** An empty cart. Fails with CURRENCY_UNKNOWN. */
export function createCart(cartId: CartId, userId: UserId, currencyCode: string, now: Date): Cart {
  if (!isCurrency(currencyCode)) throw refuse("CURRENCY_UNKNOWN", { metadata: { currency_code: currencyCode } });
  return {
    cartId,
    userId,
    currencyCode,
    email: "",
    shippingMethodId: "",
    couponCodes: [],
    languageCode: "",
    lines: [],
    version: 1,
    createTime: now,
    updateTime: now,
  };
}

/**
 * The cart with the fields that the change names; one that changes nothing gives no new version. Fails with
 * CART_CHECKED_OUT, or SHIPPING_METHOD_UNKNOWN if the method is not offered for the cart.
 */
export function updateCart(cart: Cart, change: Partial<CartContent>, offer: ShippingOffer, now: Date): Cart {
  refuseCheckedOut(cart);
  if (change.shippingMethodId) requireOffered(change.shippingMethodId, { ...cart, ...change }, offer);
  const wanted = { ...change, ...(change.couponCodes && { couponCodes: normalized(change.couponCodes) }) };
  const fields = Object.keys(wanted) as (keyof CartContent)[];
  if (fields.every((field) => isDeepStrictEqual(wanted[field], cart[field]))) return cart;
  return changed(cart, wanted, now);
}

function requireOffered(shippingMethodId: string, cart: Cart, { rates, goods }: ShippingOffer): void {
  const offered = shippingOptions(cart, rates, goods).some((option) => option.shippingMethodId === shippingMethodId);
  if (!offered) throw refuse("SHIPPING_METHOD_UNKNOWN", { metadata: { shipping_method_id: shippingMethodId } });
}

function normalized(couponCodes: readonly string[]): string[] {
  return [...new Set(couponCodes.map((code) => code.toUpperCase()))];
}
