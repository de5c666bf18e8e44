import { RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { PaymentRefunded } from "#gen/grpc/ultramarket/payment/v1/payment_events.ts";
import type { Consumer } from "#mesh/events";
import { required } from "#mesh/kernel";
import type { OrderUseCases } from "../app/use-cases.ts";
import type { OrderId } from "../domain/cart.ts";
import type { KnownRefundState, RefundId } from "../domain/order.ts";

/** Orders know how far their refunds have come. */
export const paymentRefunded = (app: OrderUseCases): Consumer => ({
  name: "order.refunds",
  subjects: ["payment.v1.payment_refunded"],
  async handle({ envelope }) {
    const { orderId, refunds } = required("payment", PaymentRefunded.decode(envelope.payload).payment);
    const known = refunds.map(({ refundId, state }) => [refundId as RefundId, states[state]] as const);
    await app.noteRefunds({ orderId: orderId as OrderId, refunds: new Map(known) });
  },
});

const states: Readonly<Record<RefundState, KnownRefundState>> = {
  [RefundState.REFUND_STATE_UNSPECIFIED]: "PENDING",
  [RefundState.REFUND_STATE_PENDING]: "PENDING",
  [RefundState.REFUND_STATE_SUCCEEDED]: "SUCCEEDED",
  [RefundState.REFUND_STATE_FAILED]: "FAILED",
};
