import type { Caller } from "#mesh/kernel";
import type { CartId } from "../domain/cart.ts";
import { readableBy } from "../domain/cart-access.ts";
import { shippingOptions } from "../domain/shipping-options.ts";
import type { ShippingOption } from "../domain/shipping-rates.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { goodsOfCart } from "./price-cart.ts";

/**
 * Cheapest first; none if nothing in the cart needs to be sent. Fails with RESOURCE_NOT_FOUND, or SERVICE_UNAVAILABLE if a
 * method follows the price of the goods and that is not known.
 */
export const getShippingOptions =
  (ports: CartPorts) =>
  async (caller: Caller, cartId: CartId): Promise<readonly ShippingOption[]> => {
    const cart = readableBy(caller, await ports.carts.find(cartId));
    const rates = ports.shippingRates();
    return shippingOptions(cart, rates, await goodsOfCart(ports)(cart, rates));
  };
