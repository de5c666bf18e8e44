import { type Caller, type RequestKey, refuse } from "#mesh/kernel";
import type { UserId } from "../domain/cart.ts";
import { createCart as decide } from "../domain/cart-content.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { priceCart } from "./price-cart.ts";

/** Fails with CURRENCY_UNKNOWN. */
export const createCart =
  (ports: CartPorts) =>
  async (caller: Caller, currencyCode: string, request?: RequestKey): Promise<PricedCart> => {
    const { carts, clock, ids } = ports;
    if (caller.user === undefined) throw refuse("SIGN_IN_REQUIRED");
    const userId = caller.user.userId as UserId;
    return priceCart(ports)(
      await carts.create(() => decide(ids.next("crt"), userId, currencyCode, clock.now()), request),
    );
  };
