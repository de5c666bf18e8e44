import type { Caller } from "#mesh/kernel";
import type { CartId } from "../domain/cart.ts";
import { readableBy } from "../domain/cart-access.ts";
import type { ShippingOption } from "../domain/shipping-method.ts";
import { shippingOptions } from "../domain/shipping-options.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

/** Cheapest first; none if nothing in the cart needs to be sent. Fails with RESOURCE_NOT_FOUND. */
export const getShippingOptions =
  ({ carts, shippingMethods }: CartPorts) =>
  async (caller: Caller, cartId: CartId): Promise<readonly ShippingOption[]> =>
    shippingOptions(readableBy(caller, await carts.find(cartId)), shippingMethods);
