import type { Caller, Money } from "#mesh/kernel";
import type { Cart, CartContent } from "../domain/cart.ts";
import { ownedBy } from "../domain/cart-access.ts";
import { updateCart as decide } from "../domain/cart-content.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import type { ShippingRates } from "../domain/shipping-rates.ts";
import type { ChangeCart } from "./change-cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { goodsOfCart, priceCart } from "./price-cart.ts";

export interface UpdateCart extends ChangeCart {
  readonly change: Partial<CartContent>;
}

/** Fails with RESOURCE_NOT_FOUND, CART_CHECKED_OUT or SHIPPING_METHOD_UNKNOWN. */
export const updateCart = (ports: CartPorts) => {
  const { carts, clock, shippingRates } = ports;

  async function goodsFor(
    known: Cart | undefined,
    change: Partial<CartContent>,
    rates: ShippingRates,
  ): Promise<Money | undefined> {
    if (known === undefined || !change.shippingMethodId) return undefined;
    return goodsOfCart(ports)({ ...known, ...change }, rates, change.shippingMethodId);
  }

  return async (caller: Caller, { change, cartId, request }: UpdateCart): Promise<PricedCart> => {
    const known = await carts.find(cartId);
    const rates = shippingRates();
    const offer = { rates, goods: await goodsFor(known, change, rates) };
    const update = (cart: Cart) => decide(ownedBy(caller, cart), change, offer, clock.now());
    return priceCart(ports)(await carts.change({ cartId, known, decide: update }, request));
  };
};
