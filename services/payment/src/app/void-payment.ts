import { checkpoint, notFound } from "#mesh/kernel";
import { refuse } from "../domain/errors.ts";
import { isOpen, type Payment, type PaymentId } from "../domain/payment.ts";
import { lookUp } from "./look-up.ts";
import { voidToWallet } from "./pay-by-wallet.ts";
import type { PaymentPorts } from "./ports.ts";
import { seeThrough } from "./see-through.ts";
import { recordView } from "./take-over.ts";

/** Gives a payment up. Fails with RESOURCE_NOT_FOUND, PAYMENT_STATE_WRONG once captured, PROVIDER_UNAVAILABLE. */
export const voidPayment =
  (ports: PaymentPorts) =>
  async (paymentId: PaymentId): Promise<Payment> => {
    const known = await ports.payments.find(paymentId);
    if (known === undefined) throw notFound();
    if (known.provider === "WALLET") return voidToWallet(ports)(known);
    return seeThrough(known, ports.clock, async (timeLeft) => {
      const payment = isOpen(known) ? await lookUp(ports)(known, timeLeft) : known;
      if (isOpen(payment)) throw refuse("PROVIDER_UNAVAILABLE");
      const isHeld = payment.state === "AUTHORIZED" || payment.state === "REQUIRES_ACTION";
      const outcome = isHeld ? await cancel(ports, payment, timeLeft()) : payment;
      if (outcome.state === "VOIDED" || outcome.state === "DECLINED") return outcome;
      throw refuse("PAYMENT_STATE_WRONG", { metadata: { state: outcome.state } });
    });
  };

async function cancel(ports: PaymentPorts, payment: Payment, withinMs: number): Promise<Payment> {
  checkpoint("payment.void.before");
  const view = await ports.provider.cancel(payment, withinMs);
  checkpoint("payment.void.after");
  return recordView(ports)(payment, view);
}
