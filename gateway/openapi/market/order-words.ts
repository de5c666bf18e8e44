import { type ExampleWords, made } from "../examples/example-words.ts";
import { euros } from "./euros.ts";

const giftCard = { lastFour: "C5RD", amount: euros(2500), expireTime: null };
const line = { total: euros(17800) };
const steps = [
  { kind: "PRICE_STEP_KIND_LIST_PRICE", amount: euros(17800), description: "2 × 89.00", sourceId: "" },
  { kind: "PRICE_STEP_KIND_PROMOTION", amount: euros(-1780), description: "10 % off with WELCOME10", sourceId: "" },
  { kind: "PRICE_STEP_KIND_SHIPPING", lineId: "", amount: euros(490), description: "Standard", sourceId: "standard" },
  { kind: "PRICE_STEP_KIND_TAX", lineId: "", amount: euros(2636), description: "VAT 19 % (included)", sourceId: "DE" },
];
const staff = { createdBy: "usr_01kjq5s1v07c9amkd0r1x6zq4t" };
const creditLine = { quantity: "1", unitPrice: euros(2500) };

/** Carts, orders and what the staff does with them. */
export const orderWords: ExampleWords["messages"] = {
  "ultramarket.order.v1.Cart": { priceSteps: steps, notices: [], orderId: "", billingAddress: null },
  "ultramarket.order.v1.CartLine": line,
  "ultramarket.order.v1.UpdateCartRequest": {
    cart: { email: made, shippingAddress: made, shippingMethodId: made, couponCodes: made },
  },
  "ultramarket.order.v1.UpdateCartLineRequest": { quantity: "3" },
  "ultramarket.order.v1.ShippingOption": { name: "Standard", price: euros(490) },
  "ultramarket.order.v1.Order": {
    state: "ORDER_STATE_PAID",
    fulfillmentState: "FULFILLMENT_STATE_SHIPPED",
    billingAddress: null,
    priceSteps: steps,
    refunds: [],
    returns: [],
  },
  "ultramarket.order.v1.OrderLine": { ...line, returnedQuantity: "0", shippedQuantity: "2" },
  "ultramarket.order.v1.OrderPayment": { state: "PAYMENT_STATE_CAPTURED" },
  "ultramarket.order.v1.OrderShipment": { state: "SHIPMENT_STATE_SHIPPED" },
  "ultramarket.order.v1.OrderRefund": { state: "REFUND_STATE_SUCCEEDED", amount: euros(8010) },
  "ultramarket.order.v1.OrderReturn": { amount: euros(8010) },
  "ultramarket.order.v1.ReturnedLine": { lineId: made, quantity: "1" },
  "ultramarket.order.v1.CheckoutCartResponse": { nextAction: null },
  "ultramarket.order.v1.ResumeCheckoutResponse": { nextAction: null },
  "ultramarket.order.v1.PlaceDraftOrderResponse": { nextAction: null },
  "ultramarket.order.v1.CancelOrderRequest": { reason: "Ordered twice" },
  "ultramarket.order.v1.ListAllOrdersRequest": { state: "ORDER_STATE_PAID", pageSize: made },
  "ultramarket.order.v1.DraftOrder": {
    ...{ state: "DRAFT_ORDER_STATE_OPEN", billingAddress: null, priceSteps: steps, orderId: "", ...staff },
    reason: "Ordered by telephone",
  },
  "ultramarket.order.v1.DraftOrderLine": line,
  "ultramarket.order.v1.CreateDraftOrderRequest": {
    currencyCode: made,
    lines: [{ variantId: made, quantity: "2", unitPrice: euros(8900) }],
    email: made,
    shippingAddress: made,
    shippingPrice: made,
    reason: "Ordered by telephone",
  },
  "ultramarket.order.v1.PlaceDraftOrderRequest": { externalPaymentReference: "Receipt 1007" },
  "ultramarket.order.v1.BookCreditRequest": {
    currencyCode: made,
    lines: [{ variantId: made, ...creditLine }],
    externalReference: "CN-2026-017",
    reason: "Goodwill for a late parcel",
  },
  "ultramarket.order.v1.Credit": {
    total: euros(2500),
    externalReference: "CN-2026-017",
    reason: "Goodwill for a late parcel",
    ...staff,
  },
  "ultramarket.order.v1.CreditLine": { ...creditLine, total: euros(2500) },
  "ultramarket.payment.v1.NextAction": { redirectUrl: "https://pay.example/3ds/7f3a", clientSecret: "" },
  "ultramarket.payment.v1.Payment": {
    ...{ state: "PAYMENT_STATE_CAPTURED", capturedAmount: euros(16510), refundedAmount: euros(0) },
    ...{ provider: "PAYMENT_PROVIDER_STRIPE", providerReference: "pi_3Qk2Yd", nextAction: null, refunds: [] },
  },
  "ultramarket.payment.v1.ListPaymentsRequest": { orderId: made },
  "ultramarket.payment.v1.GiftCard": { ...giftCard, state: "GIFT_CARD_STATE_ACTIVE", redeemedBy: "", redeemTime: null },
  "ultramarket.payment.v1.RedeemGiftCardRequest": { code: "7KQM-2F9X-T4B8-C5RD" },
  "ultramarket.payment.v1.IssueGiftCardsRequest": { amount: euros(2500), count: 10, expireTime: null },
  "ultramarket.payment.v1.IssuedGiftCard": { code: "7KQM-2F9X-T4B8-C5RD" },
};
