import { checkpoint, notFound } from "#mesh/kernel";
import { refuse } from "../domain/errors.ts";
import type { Payment, PaymentId } from "../domain/payment.ts";
import { lookUp } from "./look-up.ts";
import { captureFromWallet } from "./pay-by-wallet.ts";
import type { PaymentPorts } from "./ports.ts";
import { seeThrough } from "./see-through.ts";
import { recordView } from "./take-over.ts";

/** Takes the money. Fails with RESOURCE_NOT_FOUND, PAYMENT_STATE_WRONG, PROVIDER_UNAVAILABLE. */
export const capturePayment =
  (ports: PaymentPorts) =>
  async (paymentId: PaymentId): Promise<Payment> => {
    const known = await ports.payments.find(paymentId);
    if (known === undefined) throw notFound();
    if (known.provider === "WALLET") return captureFromWallet(ports)(known);
    return seeThrough(known, ports.clock, async (timeLeft) => {
      const isBehind = known.state === "REQUIRES_ACTION" || known.state === "UNKNOWN";
      const payment = isBehind ? await lookUp(ports)(known, timeLeft) : known;
      const outcome = payment.state === "AUTHORIZED" ? await capture(ports, payment, timeLeft()) : payment;
      if (outcome.state === "CAPTURED") return outcome;
      throw refuse("PAYMENT_STATE_WRONG", { metadata: { state: outcome.state } });
    });
  };

async function capture(ports: PaymentPorts, payment: Payment, withinMs: number): Promise<Payment> {
  checkpoint("payment.capture.before");
  const view = await ports.provider.capture(payment, withinMs);
  checkpoint("payment.capture.after");
  return recordView(ports)(payment, view);
}
