import type { Cart } from "../domain/cart.ts";
import { noticesOf, type PricedCart } from "../domain/cart-notices.ts";
import { emptyQuote, purchaseOf } from "../domain/cart-purchase.ts";
import type { Quote } from "../domain/quote.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

type PricingPorts = Pick<CartPorts, "pricing" | "shippingMethods">;

/** What the cart costs now; nothing is asked about a cart with nothing to price. Fails with SERVICE_UNAVAILABLE. */
export const quoteCart =
  ({ pricing, shippingMethods }: PricingPorts) =>
  async (cart: Cart): Promise<Quote> => {
    if (cart.lines.length === 0 && cart.couponCodes.length === 0) return emptyQuote(cart.currencyCode);
    return pricing.quote(purchaseOf(cart, shippingMethods));
  };

/** The cart with what it costs now. Fails with SERVICE_UNAVAILABLE. */
export const priceCart =
  (ports: PricingPorts) =>
  async (cart: Cart): Promise<PricedCart> => {
    const quote = await quoteCart(ports)(cart);
    return { cart, quote, notices: noticesOf(cart, quote, ports.shippingMethods) };
  };
