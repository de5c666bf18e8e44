import type Stripe from "stripe";
import { refuse } from "../domain/errors.ts";
import { type Payment, paymentMethodUnknown } from "../domain/payment.ts";
import type { ProviderView } from "../domain/provider-view.ts";
import { askStripe, isRemembered, type Send, type StripeClientOptions } from "./ask-stripe.ts";
import { toStripeAmount } from "./stripe-amount.ts";
import { failureOf, unanswered } from "./stripe-failure.ts";
import { viewOf } from "./stripe-view.ts";

/**
 * Creates and confirms an intent under a key of the payment's id: the first time it begins the payment, later it shows
 * what came of it. What the key cannot tell is searched for by the payment's id.
 */
export const authorizeAtStripe =
  (options: StripeClientOptions) =>
  async (payment: Payment, withinMs: number): Promise<ProviderView | undefined> => {
    if (!isRemembered(options, payment.createTime)) return search(options, payment, withinMs);
    const key = { idempotencyKey: `${payment.paymentId}/authorize` };
    const create: Send<Stripe.PaymentIntent> = (request) =>
      options.stripe.paymentIntents.create(intentOf(payment), { ...request, ...key });
    try {
      return viewOf(await askStripe(options, withinMs, create));
    } catch (cause) {
      const failure = failureOf(cause);
      if (failure.kind === "intent") return viewOf(failure.intent);
      if (failure.kind === "refused") return refusedView(failure.code, failure.param);
      if (failure.kind === "stuck") return search(options, payment, withinMs);
      throw refuse("PROVIDER_UNAVAILABLE", { cause });
    }
  };

async function search(
  options: StripeClientOptions,
  { paymentId }: Payment,
  withinMs: number,
): Promise<ProviderView | undefined> {
  const query = { query: `metadata["payment_id"]:"${paymentId}"`, limit: 1 };
  const find: Send<Stripe.ApiSearchResult<Stripe.PaymentIntent>> = (request) =>
    options.stripe.paymentIntents.search(query, request);
  const { data } = await askStripe(options, withinMs, find).catch(unanswered);
  return data[0] && viewOf(data[0]);
}

function intentOf(payment: Payment): Stripe.PaymentIntentCreateParams {
  const { paymentId, orderId, amount, paymentMethod, returnUrl } = payment;
  return {
    amount: toStripeAmount(amount),
    currency: amount.currencyCode.toLowerCase(),
    payment_method: paymentMethod,
    allowed_payment_method_types: ["card"],
    capture_method: "manual",
    confirm: true,
    return_url: returnUrl,
    metadata: { payment_id: paymentId, order_id: orderId },
  };
}

function refusedView(code: string, param: string): ProviderView {
  const isMethod = code === "resource_missing" && param === "payment_method";
  return { reference: "", state: "DECLINED", captured: 0n, declineCode: isMethod ? paymentMethodUnknown : code };
}
