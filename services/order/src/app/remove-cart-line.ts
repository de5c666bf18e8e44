import type { Caller } from "#mesh/kernel";
import type { LineId } from "../domain/cart.ts";
import { removeLine } from "../domain/cart-lines.ts";
import type { PricedCart } from "../domain/cart-notices.ts";
import { type ChangeCart, changeCart } from "./change-cart.ts";
import type { CartPorts } from "./ports/cart-ports.ts";

export interface RemoveCartLine extends ChangeCart {
  readonly lineId: LineId;
}

/** Fails with RESOURCE_NOT_FOUND or CART_CHECKED_OUT. */
export const removeCartLine =
  (ports: CartPorts) =>
  async (caller: Caller, { lineId, ...wanted }: RemoveCartLine): Promise<PricedCart> =>
    changeCart(ports)(caller, wanted, (cart) => removeLine(cart, lineId, ports.clock.now()));
