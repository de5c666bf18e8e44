import type { Money } from "#mesh/kernel";
import type { Cart } from "../domain/cart.ts";
import { noticesOf, type PricedCart } from "../domain/cart-notices.ts";
import { emptyQuote, purchaseOf } from "../domain/cart-purchase.ts";
import type { Quote } from "../domain/quote.ts";
import { chosenShipping, followsPrice, goodsPrice, needsShipping } from "../domain/shipping-options.ts";
import type { ShippingOption, ShippingRates } from "../domain/shipping-rates.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

type PricingPorts = Pick<CartPorts, "pricing" | "shippingRates">;

/** What the cart costs now; nothing is asked about a cart with nothing to price. Fails with SERVICE_UNAVAILABLE. */
export const quoteCart =
  ({ pricing }: Pick<PricingPorts, "pricing">) =>
  async (cart: Cart, shipping: ShippingOption | undefined): Promise<Quote> => {
    if (cart.lines.length === 0 && cart.couponCodes.length === 0) return emptyQuote(cart.currencyCode);
    return pricing.quote(purchaseOf(cart, shipping));
  };

/**
 * What the goods of the cart cost, if the method needs to know, or any method does where none is named: then pricing is
 * asked. Fails with SERVICE_UNAVAILABLE.
 */
export const goodsOfCart =
  (ports: PricingPorts) =>
  async (cart: Cart, rates: ShippingRates, shippingMethodId?: string): Promise<Money | undefined> => {
    if (!needsShipping(cart) || !followsPrice(rates, shippingMethodId)) return undefined;
    return goodsPrice(cart, await quoteCart(ports)(cart, undefined));
  };

/** The cart's shipping method with its price now; undefined if none is chosen or offered. Fails with SERVICE_UNAVAILABLE. */
export const shippingOfCart =
  (ports: PricingPorts) =>
  async (cart: Cart): Promise<ShippingOption | undefined> => {
    const rates = ports.shippingRates();
    return chosenShipping(cart, rates, await goodsOfCart(ports)(cart, rates, cart.shippingMethodId));
  };

/** The cart with what it costs now. Fails with SERVICE_UNAVAILABLE. */
export const priceCart =
  (ports: PricingPorts) =>
  async (cart: Cart): Promise<PricedCart> => {
    const shipping = await shippingOfCart(ports)(cart);
    const quote = await quoteCart(ports)(cart, shipping);
    return { cart, quote, notices: noticesOf(cart, quote, shipping) };
  };
