import { addCartLine } from "./add-cart-line.ts";
import { createCart } from "./create-cart.ts";
import { getCart } from "./get-cart.ts";
import { getShippingOptions } from "./get-shipping-options.ts";
import { listCarts } from "./list-carts.ts";
import type { CartPorts } from "./ports/cart-ports.ts";
import { removeCartLine } from "./remove-cart-line.ts";
import { takeOverGuestCarts } from "./take-over-guest-carts.ts";
import { updateCart } from "./update-cart.ts";
import { updateCartLine } from "./update-cart-line.ts";

/** Everything that can be done with carts, but for buying what is in them. */
export const cartUseCases = (ports: CartPorts) => ({
  addCartLine: addCartLine(ports),
  createCart: createCart(ports),
  getCart: getCart(ports),
  getShippingOptions: getShippingOptions(ports),
  listCarts: listCarts(ports),
  removeCartLine: removeCartLine(ports),
  takeOverGuestCarts: takeOverGuestCarts(ports),
  updateCart: updateCart(ports),
  updateCartLine: updateCartLine(ports),
});

export type CartUseCases = ReturnType<typeof cartUseCases>;
