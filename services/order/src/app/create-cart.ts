import type { Caller, RequestKey } from "#mesh/kernel";
import { createCart as decide } from "../domain/cart-content.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { priceCart } from "./price-cart.ts";
import { signedInUser } from "./signed-in-user.ts";

/** Fails with CURRENCY_UNKNOWN. */
export const createCart =
  (ports: CartPorts) =>
  async (caller: Caller, currencyCode: string, request?: RequestKey): Promise<PricedCart> => {
    const { carts, clock, ids } = ports;
    const userId = signedInUser(caller);
    const create = () => decide(ids.next("crt"), userId, currencyCode, clock.now());
    return priceCart(ports)(await carts.create(create, request));
  };
