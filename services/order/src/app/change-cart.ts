import type { Caller, RequestKey } from "#mesh/kernel";
import type { Cart, CartId } from "../domain/cart.ts";
import { ownedBy } from "../domain/cart-access.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { priceCart } from "./price-cart.ts";

export interface ChangeCart {
  readonly cartId: CartId;
  readonly request?: RequestKey | undefined;
}

/** Changes the caller's own cart and prices it anew. Fails with RESOURCE_NOT_FOUND, or as `decide` does. */
export const changeCart =
  (ports: CartPorts) =>
  async (caller: Caller, { cartId, request }: ChangeCart, decide: (cart: Cart) => Cart): Promise<PricedCart> => {
    const known = await ports.carts.find(cartId);
    const change = { cartId, known, decide: (cart: Cart) => decide(ownedBy(caller, cart)) };
    return priceCart(ports)(await ports.carts.change(change, request));
  };
