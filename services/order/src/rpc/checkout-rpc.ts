import { required } from "#mesh/kernel";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { CartId } from "../domain/cart.ts";
import type { CheckoutAnswer } from "../domain/checkout-answer.ts";
import type { DraftOrderId } from "../domain/draft-order.ts";
import type { CheckoutHandler } from "./cart-rpc.ts";
import type { PlaceDraftHandler } from "./draft-order-rpc.ts";
import { encodeNextAction, encodeOrder } from "./encode-order.ts";

/** What makes orders: CheckoutCart of the carts, PlaceDraftOrder of the drafts. */
export const checkoutRpc = (app: OrderUseCases): CheckoutHandler & PlaceDraftHandler => ({
  async checkoutCart({ cartId, paymentMethod, expectedTotal }, { caller, request }) {
    const wanted = { cartId: cartId as CartId, paymentMethod, expectedTotal };
    return encodeAnswer(await app.checkoutCart(caller, { ...wanted, request: required("request_id", request) }));
  },

  async placeDraftOrder({ draftOrderId, paymentMethod, externalPaymentReference }, { caller, request }) {
    const wanted = { draftOrderId: draftOrderId as DraftOrderId, paymentMethod, externalPaymentReference };
    return encodeAnswer(await app.placeDraftOrder(caller, { ...wanted, request: required("request_id", request) }));
  },
});

export function encodeAnswer({ order, nextAction }: CheckoutAnswer) {
  return { order: encodeOrder(order), nextAction: encodeNextAction(nextAction) };
}
