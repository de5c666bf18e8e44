import { notFound } from "#mesh/kernel";
import type { Payment, PaymentId } from "../domain/payment.ts";
import type { PaymentPorts } from "./ports.ts";

/** Fails with RESOURCE_NOT_FOUND. */
export const getPayment =
  ({ payments }: PaymentPorts) =>
  async (paymentId: PaymentId): Promise<Payment> => {
    const payment = await payments.find(paymentId);
    if (payment === undefined) throw notFound();
    return payment;
  };
