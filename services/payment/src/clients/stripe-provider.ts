import type Stripe from "stripe";
import type { Clock } from "#mesh/kernel";
import type { PaymentProvider } from "../app/ports.ts";
import { refuse } from "../domain/errors.ts";
import { type Payment, paymentMethodUnknown, type Refund } from "../domain/payment.ts";
import type { ProviderView, RefundView } from "../domain/provider-view.ts";
import { inTime } from "./in-time.ts";
import { toStripeAmount } from "./stripe-amount.ts";
import { failureOf } from "./stripe-failure.ts";
import { refundViewOf, viewOf } from "./stripe-view.ts";
import { whileBusy } from "./while-busy.ts";

export interface StripeProviderOptions {
  readonly stripe: Stripe;
  readonly clock: Clock;
  /** Longest time of one request, in milliseconds. */
  readonly timeoutMs: number;
}

/** Stripe forgets a key after 24 hours; a repeat would then be another payment. */
const keyLifeMs = 23 * 3_600_000;

/**
 * Stripe, through its own library. Payments and refunds are begun under a key of their id; taking and letting go of
 * money need none, since an intent's status allows each of them once.
 */
export function stripeProvider({ stripe, clock, timeoutMs }: StripeProviderOptions): PaymentProvider {
  /** One request; what the intent says in a refusal is an answer too. */
  async function ask<T>(withinMs: number, send: (options: Stripe.RequestOptions) => Promise<T>): Promise<T> {
    const timeout = Math.max(1, Math.min(timeoutMs, withinMs));
    return inTime(timeout, (signal) => whileBusy(() => send({ timeout }), signal));
  }

  async function askIntent(
    withinMs: number,
    send: (options: Stripe.RequestOptions) => Promise<Stripe.PaymentIntent>,
  ): Promise<ProviderView> {
    try {
      return viewOf(await ask(withinMs, send));
    } catch (cause) {
      const failure = failureOf(cause);
      if (failure.kind === "intent") return viewOf(failure.intent);
      throw refuse("PROVIDER_UNAVAILABLE", { cause });
    }
  }

  const isRemembered = (since: Date) => clock.now().getTime() - since.getTime() < keyLifeMs;

  async function search({ paymentId }: Payment, withinMs: number): Promise<ProviderView | undefined> {
    const query = { query: `metadata["payment_id"]:"${paymentId}"`, limit: 1 };
    const { data } = await ask(withinMs, (options) => stripe.paymentIntents.search(query, options)).catch(silent);
    return data[0] && viewOf(data[0]);
  }

  async function readRefunds(reference: string, withinMs: number): Promise<RefundView[]> {
    const query = { payment_intent: reference, limit: 100 };
    const { data } = await ask(withinMs, (options) => stripe.refunds.list(query, options)).catch(silent);
    return data.map(refundViewOf);
  }

  return {
    check: (amount) => void toStripeAmount(amount),

    async authorize(payment, withinMs) {
      if (!isRemembered(payment.createTime)) return search(payment, withinMs);
      const idempotencyKey = `${payment.paymentId}/authorize`;
      try {
        const create = (options: Stripe.RequestOptions) =>
          stripe.paymentIntents.create(intentOf(payment), { ...options, idempotencyKey });
        return viewOf(await ask(withinMs, create));
      } catch (cause) {
        const failure = failureOf(cause);
        if (failure.kind === "intent") return viewOf(failure.intent);
        if (failure.kind === "refused") return refusedView(failure.code, failure.param);
        if (failure.kind === "stuck") return search(payment, withinMs);
        throw refuse("PROVIDER_UNAVAILABLE", { cause });
      }
    },

    async read(reference, withinMs) {
      try {
        const retrieve = (options: Stripe.RequestOptions) => stripe.paymentIntents.retrieve(reference, {}, options);
        const intent = await ask(withinMs, retrieve);
        return { view: viewOf(intent), paymentId: intent.metadata.payment_id ?? "" };
      } catch (cause) {
        if (failureOf(cause).kind === "refused") return undefined;
        throw refuse("PROVIDER_UNAVAILABLE", { cause });
      }
    },

    capture: ({ reference }, withinMs) =>
      askIntent(withinMs, (options) => stripe.paymentIntents.capture(reference, {}, options)),

    cancel: ({ reference }, withinMs) =>
      askIntent(withinMs, (options) => stripe.paymentIntents.cancel(reference, {}, options)),

    async refund(payment, refund, withinMs) {
      const find = async () =>
        (await readRefunds(payment.reference, withinMs)).find(({ refundId }) => refundId === refund.refundId);
      if (!isRemembered(refund.createTime)) return find();
      const idempotencyKey = `${refund.refundId}/refund`;
      try {
        const create = (options: Stripe.RequestOptions) =>
          stripe.refunds.create(refundParams(payment, refund), { ...options, idempotencyKey });
        return refundViewOf(await ask(withinMs, create));
      } catch (cause) {
        const failure = failureOf(cause);
        if (failure.kind === "refused") return { reference: "", refundId: refund.refundId, state: "FAILED" };
        if (failure.kind === "stuck") return find();
        throw refuse("PROVIDER_UNAVAILABLE", { cause });
      }
    },

    readRefunds,
  };
}

function silent(cause: unknown): never {
  throw refuse("PROVIDER_UNAVAILABLE", { cause });
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

function refundParams({ reference, amount }: Payment, refund: Refund): Stripe.RefundCreateParams {
  const money = { currencyCode: amount.currencyCode, minorUnits: refund.amount };
  return { payment_intent: reference, amount: toStripeAmount(money), metadata: { refund_id: refund.refundId } };
}

function refusedView(code: string, param: string): ProviderView {
  const isMethod = code === "resource_missing" && param === "payment_method";
  return { reference: "", state: "DECLINED", captured: 0n, declineCode: isMethod ? paymentMethodUnknown : code };
}
