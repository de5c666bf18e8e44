import * as carts from "#gen/es/ultramarket/order/v1/cart_service_pb.js";
import * as orders from "#gen/es/ultramarket/order/v1/order_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

export function cartRequests({ cartId, lineId, spareLineId, fullCartId, variantId }: Known) {
  return {
    "CartService.CreateCart": of(carts.CreateCartRequestSchema, { currencyCode: "EUR", requestId }),
    "CartService.GetCart": of(carts.GetCartRequestSchema, { cartId }),
    "CartService.ListCarts": of(carts.ListCartsRequestSchema, { pageSize: 5 }),
    "CartService.UpdateCart": of(carts.UpdateCartRequestSchema, {
      cartId,
      cart: { email: "someone@ultramarket.example" },
      updateMask: { paths: ["email"] },
      requestId,
    }),
    "CartService.AddCartLine": of(carts.AddCartLineRequestSchema, { cartId, variantId, quantity: 2n, requestId }),
    "CartService.UpdateCartLine": of(carts.UpdateCartLineRequestSchema, { cartId, lineId, quantity: 3n, requestId }),
    "CartService.RemoveCartLine": of(carts.RemoveCartLineRequestSchema, { cartId, lineId: spareLineId, requestId }),
    "CartService.GetShippingOptions": of(carts.GetShippingOptionsRequestSchema, { cartId }),
    "CartService.CheckoutCart": of(carts.CheckoutCartRequestSchema, {
      cartId: fullCartId,
      paymentMethod: "pm_card_visa",
      requestId,
    }),
  };
}

export function orderRequests({ orderId, unwantedOrderId, orderLineId }: Known) {
  return {
    "OrderService.GetOrder": of(orders.GetOrderRequestSchema, { orderId }),
    "OrderService.ListOrders": of(orders.ListOrdersRequestSchema, { pageSize: 5 }),
    "OrderService.ResumeCheckout": of(orders.ResumeCheckoutRequestSchema, { orderId, requestId }),
    "OrderService.CancelOrder": of(orders.CancelOrderRequestSchema, {
      orderId: unwantedOrderId,
      reason: "too many",
      requestId,
    }),
    "OrderService.ReturnOrderLines": of(orders.ReturnOrderLinesRequestSchema, {
      orderId,
      lines: [{ lineId: orderLineId, quantity: 1n }],
      reason: "too small",
      requestId,
    }),
    "OrderDeskService.ListAllOrders": of(orders.ListAllOrdersRequestSchema, { pageSize: 5 }),
  };
}

export function draftOrderRequests({ draftOrderId, readyDraftOrderId, staleDraftOrderId, variantId }: Known) {
  return {
    "DraftOrderService.CreateDraftOrder": of(orders.CreateDraftOrderRequestSchema, {
      currencyCode: "EUR",
      lines: [{ variantId, quantity: 1n, unitPrice: { currencyCode: "EUR", minorUnits: 100n } }],
      reason: "by telephone",
      requestId,
    }),
    "DraftOrderService.GetDraftOrder": of(orders.GetDraftOrderRequestSchema, { draftOrderId }),
    "DraftOrderService.ListDraftOrders": of(orders.ListDraftOrdersRequestSchema, { pageSize: 5 }),
    "DraftOrderService.PlaceDraftOrder": of(orders.PlaceDraftOrderRequestSchema, {
      draftOrderId: readyDraftOrderId,
      externalPaymentReference: "receipt 7",
      requestId,
    }),
    "DraftOrderService.DiscardDraftOrder": of(orders.DiscardDraftOrderRequestSchema, {
      draftOrderId: staleDraftOrderId,
      requestId,
    }),
  };
}

export function creditRequests({ creditId, variantId }: Known) {
  return {
    "CreditService.BookCredit": of(orders.BookCreditRequestSchema, {
      currencyCode: "EUR",
      lines: [{ variantId, quantity: 1n, unitPrice: { currencyCode: "EUR", minorUnits: 100n } }],
      externalReference: "C536379",
      reason: "bought at the market stall",
      requestId,
    }),
    "CreditService.GetCredit": of(orders.GetCreditRequestSchema, { creditId }),
    "CreditService.ListCredits": of(orders.ListCreditsRequestSchema, { pageSize: 5 }),
  };
}
