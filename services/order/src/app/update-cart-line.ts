import type { Caller } from "#mesh/kernel";
import type { LineId } from "../domain/cart.ts";
import { setQuantity } from "../domain/cart-lines.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import { type ChangeCart, changeCart } from "./change-cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

export interface UpdateCartLine extends ChangeCart {
  readonly lineId: LineId;
  readonly quantity: bigint;
}

/** Fails with RESOURCE_NOT_FOUND or CART_CHECKED_OUT. */
export const updateCartLine =
  (ports: CartPorts) =>
  async (caller: Caller, { lineId, quantity, ...wanted }: UpdateCartLine): Promise<PricedCart> =>
    changeCart(ports)(caller, wanted, (cart) => setQuantity(cart, lineId, quantity, ports.clock.now()));
