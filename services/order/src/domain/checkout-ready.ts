import type { Money } from "#mesh/kernel";
import type { Cart } from "./cart.ts";
import { refuse } from "./errors.ts";
import type { Quote } from "./quote.ts";
import { needsShipping } from "./shipping-options.ts";
import type { ShippingOption } from "./shipping-rates.ts";

/** Fails with CART_EMPTY or CART_INCOMPLETE unless the cart can be checked out. */
export function requireComplete(cart: Cart): void {
  if (cart.lines.length === 0) throw refuse("CART_EMPTY");
  const missing = missingFields(cart);
  if (missing.length > 0) throw refuse("CART_INCOMPLETE", { metadata: { missing: missing.join(",") } });
}

/** True if something is missing that customers say once for all carts: their e-mail or their address. */
export function lacksCustomer(cart: Cart): boolean {
  return cart.lines.length > 0 && missingFields(cart).some((field) => field !== "shipping_method_id");
}

function missingFields(cart: Cart): readonly string[] {
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

/**
 * Fails with COUPON_USED_UP if a coupon of the purchase was used as often as it may be: who put it in the cart counts on
 * it, and pays the price without it only once they have taken it out.
 */
export function requireCoupons({ couponNotes }: Quote): void {
  const usedUp = couponNotes.find(({ outcome }) => outcome === "USED_UP");
  if (usedUp !== undefined) throw refuse("COUPON_USED_UP", { metadata: { coupon_code: usedUp.couponCode } });
}

/** Fails with TOTAL_CHANGED if the purchase costs something else than was agreed to. */
export function requireTotal({ total }: Quote, expected: Money | undefined): void {
  if (expected === undefined) return;
  const { minorUnits, currencyCode } = total;
  if (expected.minorUnits === minorUnits && expected.currencyCode === currencyCode) return;
  throw refuse("TOTAL_CHANGED", { metadata: { total: String(minorUnits), currency_code: currencyCode } });
}
