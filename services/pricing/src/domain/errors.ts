import { defineRefusals } from "#mesh/kernel";

/** The refusals of the pricing service: the values of ultramarket.pricing.v1.PricingErrorReason. */
export const refuse = defineRefusals("pricing.ultramarket", {
  COUPON_CODE_TAKEN: ["ALREADY_EXISTS", "another promotion that has not ended has this coupon code"],
  CUSTOMER_GROUP_UNKNOWN: ["INVALID_ARGUMENT", "there is no such customer group"],
  RESUME_TOKEN_INVALID: ["INVALID_ARGUMENT", "the resume token is none of a stream of these variants"],
  COUPON_USED_UP: ["FAILED_PRECONDITION", "the coupon was used as often as it may be, or its budget does not reach"],
  REDEMPTIONS_RELEASED: ["FAILED_PRECONDITION", "the order has given back what it redeemed"],
  TAX_CLASS_UNKNOWN: ["INVALID_ARGUMENT", "there is no such tax class"],
});
