import { checkpoint } from "#mesh/kernel";
import { type ExternalDraft, externalPayment, sameAs } from "../domain/begin-payment.ts";
import { eventOf, type Payment } from "../domain/payment.ts";
import type { PaymentPorts } from "./ports.ts";

/** Keeps that an order was paid outside of the market. Fails with PAYMENT_ID_TAKEN. */
export const recordExternalPayment =
  ({ payments, clock }: PaymentPorts) =>
  async (draft: ExternalDraft): Promise<Payment> => {
    const asked = externalPayment(draft, clock.now());
    checkpoint("payment.record_external.before");
    const kept = await payments.create(asked, [eventOf("PaymentCaptured", asked)]);
    checkpoint("payment.record_external.after");
    return sameAs(asked, kept);
  };
