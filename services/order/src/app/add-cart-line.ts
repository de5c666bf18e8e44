import { isDeepStrictEqual } from "node:util";
import type { Caller } from "#mesh/kernel";
import { type Cart, refuseCheckedOut, type VariantId } from "../domain/cart.ts";
import { ownedBy } from "../domain/cart-access.ts";
import { addLine, type LineToAdd } from "../domain/cart-lines.ts";
import { noticesOf, type PricedCart } from "../domain/cart-notices.ts";
import { purchaseOf } from "../domain/cart-purchase.ts";
import { refuse } from "../domain/errors.ts";
import type { Quote } from "../domain/quote.ts";
import type { ShippingOption } from "../domain/shipping-rates.ts";
import type { ChangeCart } from "./change-cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { priceCart, quoteCart, shippingOfCart } from "./price-cart.ts";
import { settled } from "./settled.ts";

export interface AddCartLine extends ChangeCart {
  readonly variantId: VariantId;
  readonly quantity: bigint;
}

/** The line as it will be, and what a cart with it costs. */
interface Offer {
  readonly line: LineToAdd;
  /** The cart with it. */
  readonly priced: Cart;
  readonly shipping: ShippingOption | undefined;
  readonly quote: Quote;
}

/**
 * The cart is priced with the line before the line is written, so that what has no price is never added and one quote
 * serves both. Fails with RESOURCE_NOT_FOUND, VARIANT_UNAVAILABLE, CART_FULL or CART_CHECKED_OUT.
 */
export const addCartLine =
  (ports: CartPorts) =>
  async (caller: Caller, wanted: AddCartLine): Promise<PricedCart> => {
    const { carts, clock } = ports;
    const { cartId, request } = wanted;
    const known = await carts.find(cartId);
    const offer = await settled(prepare(ports, caller, wanted, known));
    if (request === undefined) offer();
    let made: Offer | undefined;
    const decide = (cart: Cart) => {
      made = offer();
      return addLine(ownedBy(caller, cart), made.line, clock.now());
    };
    const cart = await carts.change({ cartId, known, decide }, request);
    if (made === undefined || !isSamePurchase(made, cart)) return priceCart(ports)(cart);
    return { cart, quote: made.quote, notices: noticesOf(cart, made.quote, made.shipping) };
  };

async function prepare(
  ports: CartPorts,
  caller: Caller,
  { variantId, quantity }: AddCartLine,
  known: Cart | undefined,
): Promise<Offer> {
  const cart = ownedBy(caller, known);
  const unavailable = () => refuse("VARIANT_UNAVAILABLE", { metadata: { variant_id: variantId } });
  refuseCheckedOut(cart);
  const [variant] = await ports.products.findForSale([variantId]);
  if (variant === undefined) throw unavailable();
  const notPricedYet = { currencyCode: cart.currencyCode, minorUnits: 0n };
  const line = { lineId: ports.ids.next("lin"), variant, quantity, unitPrice: notPricedYet };
  const priced = addLine(cart, line, ports.clock.now());
  const shipping = await shippingOfCart(ports)(priced);
  const quote = await quoteCart(ports)(priced, shipping);
  const price = quote.lines.find((quoted) => quoted.variantId === variantId)?.unitPrice;
  if (price === undefined) throw unavailable();
  return { line: { ...line, unitPrice: price }, priced, shipping, quote };
}

/** True if the cart as it was written is what was priced. */
function isSamePurchase({ priced, shipping }: Offer, cart: Cart): boolean {
  const isSentAlike = priced.shippingMethodId === cart.shippingMethodId;
  return isSentAlike && isDeepStrictEqual(purchaseOf(priced, shipping), purchaseOf(cart, shipping));
}
