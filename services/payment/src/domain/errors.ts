import { defineRefusals } from "#mesh/kernel";

/** The refusals of the payment service: the values of ultramarket.payment.v1.PaymentErrorReason. */
export const refuse = defineRefusals("payment.ultramarket", {
  PAYMENT_METHOD_UNKNOWN: ["INVALID_ARGUMENT", "the provider knows no such means of payment"],
  PAYMENT_ID_TAKEN: ["ALREADY_EXISTS", "there is a payment of this id with other content"],
  PAYMENT_STATE_WRONG: ["FAILED_PRECONDITION", "the payment's state does not allow it"],
  REFUND_TOO_LARGE: ["FAILED_PRECONDITION", "more would be given back than was captured"],
  PROVIDER_UNAVAILABLE: ["UNAVAILABLE", "the payment provider does not answer; repeat the same request"],
  WEBHOOK_SIGNATURE_WRONG: ["UNAUTHENTICATED", "the event is not signed with the market's secret, or too old"],
  WALLET_FUNDS_INSUFFICIENT: ["FAILED_PRECONDITION", "the wallet holds less than that"],
  WALLET_OWNER_UNKNOWN: ["NOT_FOUND", "nobody who has an account has this user id"],
  GIFT_CARD_INVALID: ["FAILED_PRECONDITION", "the code is that of no gift card which can be redeemed"],
  GIFT_CARD_REDEEMED: ["FAILED_PRECONDITION", "the gift card was redeemed"],
});
