import { defineRefusals } from "#mesh/kernel";

/** The refusals of the order service: the values of ultramarket.order.v1.OrderErrorReason. */
export const refuse = defineRefusals("order.ultramarket", {
  CART_EMPTY: ["FAILED_PRECONDITION", "there is nothing in the cart"],
  CART_INCOMPLETE: ["FAILED_PRECONDITION", "something is missing before the cart can be checked out"],
  CART_CHECKED_OUT: ["FAILED_PRECONDITION", "the cart became an order"],
  CART_FULL: ["FAILED_PRECONDITION", "a cart has at most 1,500 lines of at most 1,000,000 units"],
  CHECKOUT_IN_PROGRESS: ["ABORTED", "another checkout of this cart is under way"],
  VARIANT_UNAVAILABLE: ["FAILED_PRECONDITION", "the variant is not sold, or not in this currency"],
  CURRENCY_UNKNOWN: ["INVALID_ARGUMENT", "the currency is no active one of ISO 4217"],
  SHIPPING_METHOD_UNKNOWN: ["FAILED_PRECONDITION", "the shipping method is not offered for this cart"],
  OUT_OF_STOCK: ["FAILED_PRECONDITION", "fewer units are available than wanted"],
  PAYMENT_METHOD_UNKNOWN: ["INVALID_ARGUMENT", "the provider knows no such means of payment"],
  PAYMENT_DECLINED: ["FAILED_PRECONDITION", "the bank or the provider refused the payment"],
  HOLD_EXPIRED: ["FAILED_PRECONDITION", "the payment took longer than the stock was held; nothing was taken"],
  ORDER_NOT_CANCELLABLE: ["FAILED_PRECONDITION", "an order in this state cannot be cancelled"],
  ORDER_NOT_RETURNABLE: ["FAILED_PRECONDITION", "lines of an order in this state cannot come back"],
  QUANTITY_TOO_LARGE: [
    "FAILED_PRECONDITION",
    "more would come back or be sent than is left; what is packed comes back once it was sent, or unpacked",
  ],
  BUSINESS_TIME_IN_FUTURE: ["INVALID_ARGUMENT", "business_time lies in the future"],
  DRAFT_NOT_OPEN: ["FAILED_PRECONDITION", "the draft was placed or discarded"],
  ORDER_NOT_SHIPPABLE: ["FAILED_PRECONDITION", "an order in this state cannot be sent"],
  NOTHING_TO_SHIP: ["FAILED_PRECONDITION", "everything that can be sent was packed or came back"],
  SHIPMENT_ID_TAKEN: ["ALREADY_EXISTS", "the shipment of this id has other lines, or was taken back"],
  SHIPMENT_SENT: ["FAILED_PRECONDITION", "a carrier has the shipment"],
  BUSINESS_TIME_TOO_EARLY: ["INVALID_ARGUMENT", "business_time lies before the order's"],
  VARIANT_UNKNOWN: ["INVALID_ARGUMENT", "there is no such variant"],
  COUPON_USED_UP: [
    "FAILED_PRECONDITION",
    "a coupon was used as often as it may be, or its budget does not reach any more",
  ],
  TOTAL_CHANGED: ["FAILED_PRECONDITION", "the cart costs something else than the customer agreed to"],
});
