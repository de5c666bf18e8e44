import type { Caller } from "#mesh/kernel";
import type { CartId } from "../domain/cart.ts";
import { readableBy } from "../domain/cart-access.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { priceCart } from "./price-cart.ts";

/** The cart with what it costs now. Fails with RESOURCE_NOT_FOUND. */
export const getCart =
  (ports: CartPorts) =>
  async (caller: Caller, cartId: CartId): Promise<PricedCart> =>
    priceCart(ports)(readableBy(caller, await ports.carts.find(cartId)));
