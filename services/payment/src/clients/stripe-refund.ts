import type Stripe from "stripe";
import { refuse } from "../domain/errors.ts";
import type { Payment, Refund } from "../domain/payment.ts";
import type { RefundView } from "../domain/provider-view.ts";
import { askStripe, isRemembered, type Send, type StripeClientOptions } from "./ask-stripe.ts";
import { toStripeAmount } from "./stripe-amount.ts";
import { failureOf, unanswered } from "./stripe-failure.ts";
import { refundViewOf } from "./stripe-view.ts";

/** Creates a refund under a key of its id; what the key cannot tell is looked for in the intent's refunds. */
export const refundAtStripe =
  (options: StripeClientOptions) =>
  async (payment: Payment, refund: Refund, withinMs: number): Promise<RefundView | undefined> => {
    const find = async () => {
      const views = await readRefundsAtStripe(options)(payment.reference, withinMs);
      return views.find(({ refundId }) => refundId === refund.refundId);
    };
    if (!isRemembered(options, refund.createTime)) return find();
    const key = { idempotencyKey: `${refund.refundId}/refund` };
    const create: Send<Stripe.Refund> = (request) =>
      options.stripe.refunds.create(paramsOf(payment, refund), { ...request, ...key });
    try {
      return refundViewOf(await askStripe(options, withinMs, create));
    } catch (cause) {
      const { kind } = failureOf(cause);
      if (kind === "refused") return { reference: "", refundId: refund.refundId, state: "FAILED" };
      if (kind === "stuck") return find();
      throw refuse("PROVIDER_UNAVAILABLE", { cause });
    }
  };

export const readRefundsAtStripe =
  (options: StripeClientOptions) =>
  async (reference: string, withinMs: number): Promise<RefundView[]> => {
    const query = { payment_intent: reference, limit: 100 };
    const list: Send<Stripe.ApiList<Stripe.Refund>> = (request) => options.stripe.refunds.list(query, request);
    return (await askStripe(options, withinMs, list).catch(unanswered)).data.map(refundViewOf);
  };

function paramsOf({ reference, amount }: Payment, refund: Refund): Stripe.RefundCreateParams {
  const money = { currencyCode: amount.currencyCode, minorUnits: refund.amount };
  return { payment_intent: reference, amount: toStripeAmount(money), metadata: { refund_id: refund.refundId } };
}
