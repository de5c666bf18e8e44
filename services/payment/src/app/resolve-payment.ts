import { notFound } from "#mesh/kernel";
import type { Payment, PaymentId } from "../domain/payment.ts";
import { lookUp } from "./look-up.ts";
import type { PaymentPorts } from "./ports.ts";
import { seeThrough } from "./see-through.ts";

/** Asks the provider what became of a payment. Fails with RESOURCE_NOT_FOUND, PROVIDER_UNAVAILABLE. */
export const resolvePayment =
  (ports: PaymentPorts) =>
  async (paymentId: PaymentId): Promise<Payment> => {
    const payment = await ports.payments.find(paymentId);
    if (payment === undefined) throw notFound();
    return seeThrough(payment, ports.clock, (timeLeft) => lookUp(ports)(payment, timeLeft));
  };
