import type { Caller } from "#mesh/kernel";
import type { CartContent } from "../domain/cart.ts";
import { updateCart as decide } from "../domain/cart-content.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import { type ChangeCart, changeCart } from "./change-cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

export interface UpdateCart extends ChangeCart {
  readonly change: Partial<CartContent>;
}

/** Fails with RESOURCE_NOT_FOUND, CART_CHECKED_OUT or SHIPPING_METHOD_UNKNOWN. */
export const updateCart =
  (ports: CartPorts) =>
  async (caller: Caller, { change, ...wanted }: UpdateCart): Promise<PricedCart> =>
    changeCart(ports)(caller, wanted, (cart) => decide(cart, change, ports.shippingMethods, ports.clock.now()));
