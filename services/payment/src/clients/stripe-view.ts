import type Stripe from "stripe";
import { isCurrency } from "#mesh/kernel";
import type { RefundState } from "../domain/payment.ts";
import type { ProviderView, RefundView } from "../domain/provider-view.ts";
import { fromStripeAmount } from "./stripe-amount.ts";

/** An intent in the words of the domain. */
export function viewOf(intent: Stripe.PaymentIntent): ProviderView {
  const currencyCode = intent.currency.toUpperCase();
  const captured = isCurrency(currencyCode) ? fromStripeAmount(intent.amount_received, currencyCode) : 0n;
  const state = stateOf(intent);
  return {
    reference: intent.id,
    state,
    captured: state === "CAPTURED" ? captured : 0n,
    declineCode: state === "DECLINED" ? declineCodeOf(intent.last_payment_error) : "",
    nextAction: state === "REQUIRES_ACTION" ? actionOf(intent) : undefined,
  };
}

/** https://docs.stripe.com/payments/paymentintents/lifecycle */
function stateOf({ status, last_payment_error }: Stripe.PaymentIntent): ProviderView["state"] {
  switch (status) {
    case "requires_action":
      return "REQUIRES_ACTION";
    case "requires_capture":
      return "AUTHORIZED";
    case "succeeded":
      return "CAPTURED";
    case "canceled":
      return "VOIDED";
    case "requires_payment_method":
      return last_payment_error === null ? "PENDING" : "DECLINED";
    default:
      return "PENDING";
  }
}

function declineCodeOf(error: Stripe.PaymentIntent.LastPaymentError | null): string {
  return error?.decline_code || error?.code || "card_declined";
}

function actionOf({ next_action, client_secret }: Stripe.PaymentIntent) {
  return { redirectUrl: next_action?.redirect_to_url?.url ?? "", clientSecret: client_secret ?? "" };
}

export function refundViewOf({ id, metadata, status }: Stripe.Refund): RefundView {
  return { reference: id, refundId: metadata?.refund_id ?? "", state: refundStates[status ?? ""] ?? "PENDING" };
}

const refundStates: Readonly<Record<string, RefundState>> = {
  succeeded: "SUCCEEDED",
  failed: "FAILED",
  canceled: "FAILED",
};
