import { type Money, notFound } from "#mesh/kernel";
import { refuse } from "../domain/errors.ts";
import type { Payment, PaymentId, RefundId } from "../domain/payment.ts";
import { refundOf, requestRefund } from "../domain/refund.ts";
import { refundToWallet } from "./pay-by-wallet.ts";
import type { PaymentPorts } from "./ports.ts";
import { record } from "./record.ts";
import { refundAtProvider } from "./refund-at-provider.ts";
import { seeThrough } from "./see-through.ts";

export interface RefundPayment {
  readonly paymentId: PaymentId;
  readonly refundId: RefundId;
  readonly amount: Money;
}

/**
 * Gives captured money back: the refund is kept before the provider hears of it. Fails with RESOURCE_NOT_FOUND,
 * PAYMENT_STATE_WRONG, REFUND_TOO_LARGE, PAYMENT_ID_TAKEN, PROVIDER_UNAVAILABLE.
 */
export const refundPayment =
  (ports: PaymentPorts) =>
  async ({ paymentId, refundId, amount }: RefundPayment): Promise<Payment> => {
    const { payments, clock, provider } = ports;
    const known = await payments.find(paymentId);
    if (known === undefined) throw notFound();
    if (known.provider === "STRIPE") provider.check(amount);
    if (known.amount.currencyCode !== amount.currencyCode) throw refuse("REFUND_TOO_LARGE", noneOf(amount));
    const asked = { refundId, amount: amount.minorUnits };
    if (known.provider === "WALLET") return refundToWallet(ports)(known, asked);
    return seeThrough(known, clock, async (timeLeft) => {
      const payment = await record(ports)(known, (current, now) => requestRefund(current, asked, now));
      const refund = refundOf(payment, refundId);
      if (refund?.state !== "PENDING" || refund.reference !== "") return payment;
      return refundAtProvider(ports)(payment, refund, timeLeft);
    });
  };

function noneOf({ currencyCode }: Money) {
  return { metadata: { refundable_minor_units: "0", currency_code: currencyCode } };
}
