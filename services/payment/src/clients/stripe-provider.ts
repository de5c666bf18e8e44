import type Stripe from "stripe";
import type { PaymentProvider, ProviderPayment } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import type { ProviderView } from "../domain/provider-view.ts";
import { askStripe, type Send, type StripeClientOptions } from "./ask-stripe.ts";
import { toStripeAmount } from "./stripe-amount.ts";
import { authorizeAtStripe } from "./stripe-authorize.ts";
import { failureOf } from "./stripe-failure.ts";
import { readRefundsAtStripe, refundAtStripe } from "./stripe-refund.ts";
import { viewOf } from "./stripe-view.ts";

/**
 * Stripe, through its own library. Payments and refunds are begun under a key of their id; taking and letting go of
 * money need none, since an intent's status allows each of them once.
 */
export function stripeProvider(options: StripeClientOptions): PaymentProvider {
  const { paymentIntents } = options.stripe;
  return {
    check: (amount) => void toStripeAmount(amount),
    authorize: authorizeAtStripe(options),
    read: (reference, withinMs) =>
      readIntent(options, withinMs, (request) => paymentIntents.retrieve(reference, {}, request)),
    capture: ({ reference }, withinMs) =>
      moveIntent(options, withinMs, (request) => paymentIntents.capture(reference, {}, request)),
    cancel: ({ reference }, withinMs) =>
      moveIntent(options, withinMs, (request) => paymentIntents.cancel(reference, {}, request)),
    refund: refundAtStripe(options),
    readRefunds: readRefundsAtStripe(options),
  };
}

async function readIntent(
  options: StripeClientOptions,
  withinMs: number,
  send: Send<Stripe.PaymentIntent>,
): Promise<ProviderPayment | undefined> {
  try {
    const intent = await askStripe(options, withinMs, send);
    return { view: viewOf(intent), paymentId: intent.metadata.payment_id ?? "" };
  } catch (cause) {
    if (failureOf(cause).kind === "refused") return undefined;
    throw refuse("PROVIDER_UNAVAILABLE", { cause });
  }
}

/** A refusal shows how the intent stands, which is the answer then. */
async function moveIntent(
  options: StripeClientOptions,
  withinMs: number,
  send: Send<Stripe.PaymentIntent>,
): Promise<ProviderView> {
  try {
    return viewOf(await askStripe(options, withinMs, send));
  } catch (cause) {
    const failure = failureOf(cause);
    if (failure.kind === "intent") return viewOf(failure.intent);
    throw refuse("PROVIDER_UNAVAILABLE", { cause });
  }
}
