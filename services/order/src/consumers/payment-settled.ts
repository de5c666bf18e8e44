import { PaymentAuthorized } from "#gen/grpc/ultramarket/payment/v1/payment_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { OrderId } from "../domain/cart.ts";

/** Checkouts go on when the provider has told what became of their payment; the events all have the same shape. */
export const paymentSettled = (app: OrderUseCases): Consumer => ({
  name: "order.payments",
  subjects: ["payment.v1.payment_authorized", "payment.v1.payment_declined", "payment.v1.payment_voided"],
  async handle({ envelope }) {
    const { orderId } = required("payment", PaymentAuthorized.decode(envelope.payload).payment);
    await app.resumeAfterPayment(orderId as OrderId);
  },
});
