import { type Caller, isCurrency, type RequestKey } from "#mesh/kernel";
import { createCart as decide } from "../domain/cart-content.ts";
import { withDefaults } from "../domain/cart-defaults.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import { customerDefaults } from "./customer-defaults.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { priceCart } from "./price-cart.ts";
import { signedInUser } from "./signed-in-user.ts";

/** A cart with what the customer has said before, if that can be had. Fails with CURRENCY_UNKNOWN. */
export const createCart =
  (ports: CartPorts) =>
  async (caller: Caller, currencyCode: string, request?: RequestKey): Promise<PricedCart> => {
    const { carts, clock, ids } = ports;
    const userId = signedInUser(caller);
    const defaults = isCurrency(currencyCode) ? await customerDefaults(ports)(caller) : undefined;
    const create = () => withDefaults(decide(ids.next("crt"), userId, currencyCode, clock.now()), defaults);
    return priceCart(ports)(await carts.create(create, request));
  };
