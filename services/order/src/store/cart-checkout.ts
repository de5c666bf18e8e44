import { uuidFromId } from "#mesh/kernel";
import { type Reader, statement } from "#mesh/store";
import type { CartId, OrderId } from "../domain/cart.ts";

/** A cart and the order its checkout is about. */
export interface CartCheckout {
  readonly cartId: CartId;
  readonly orderId: OrderId;
}

const claim = statement<{ cart_id: string }>(
  "cart.claim",
  `UPDATE carts SET checkout_order_id = $2
   WHERE cart_id = $1 AND version = $3 AND order_id IS NULL AND checkout_order_id IS NULL RETURNING cart_id`,
);

const complete = statement<never>(
  "cart.complete",
  `UPDATE carts SET order_id = $2, checkout_order_id = NULL, version = version + 1, update_time = $3
   WHERE cart_id = $1 AND order_id IS NULL`,
);

const abandon = statement<never>(
  "cart.abandon",
  "UPDATE carts SET checkout_order_id = NULL WHERE cart_id = $1 AND checkout_order_id = $2",
);

/**
 * Puts the cart of this version under the checkout. False, and nothing is done, if it has changed since, is under
 * another checkout, or became an order: read it again to learn which.
 */
export async function claimCart(tx: Reader, checkout: CartCheckout, version: number): Promise<boolean> {
  const claimed = await tx.query(claim, [uuidFromId(checkout.cartId), uuidFromId(checkout.orderId), version]);
  return claimed.length > 0;
}

/** The cart became the order and changes no more. */
export async function completeCart(tx: Reader, { cartId, orderId }: CartCheckout, now: Date): Promise<void> {
  await tx.query(complete, [uuidFromId(cartId), uuidFromId(orderId), now]);
}

/** The checkout came to nothing; the cart can be checked out again. */
export async function abandonCart(tx: Reader, { cartId, orderId }: CartCheckout): Promise<void> {
  await tx.query(abandon, [uuidFromId(cartId), uuidFromId(orderId)]);
}
