import { type Order, type OrderRefund, OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import * as payment from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import { required } from "#mesh/kernel";
import type { OrderFact, OrderId, RefundFact, RefundId, RefundState } from "../domain/order-fact.ts";

/**
 * The fact an event tells of its order; undefined as long as no money was taken. An order of nothing to pay counts once
 * it is paid; one whose money was taken counts, even if its checkout came to nothing, since the money is given back.
 */
export function decodeOrder(order: Order, version: bigint, eventTime: Date): OrderFact | undefined {
  const { orderId, currencyCode, lines, payments, refunds } = order;
  const captured = payments.filter(({ state }) => state === payment.PaymentState.PAYMENT_STATE_CAPTURED);
  if (captured.length === 0 && !(payments.length === 0 && paidStates.has(order.state))) return undefined;
  return {
    orderId: orderId as OrderId,
    version,
    currencyCode,
    businessTime: required("order.business_time", order.businessTime),
    lines: lines.length,
    units: lines.reduce((sum, { quantity }) => sum + quantity, 0n),
    gross: captured.reduce((sum, { amount }) => sum + required("payment.amount", amount).minorUnits, 0n),
    refunds: refunds.map(decodeRefund),
    eventTime,
  };
}

/** States that an order with nothing to pay reaches only by being paid. */
const paidStates: ReadonlySet<OrderState> = new Set([
  OrderState.ORDER_STATE_PAID,
  OrderState.ORDER_STATE_CANCELLED,
  OrderState.ORDER_STATE_RETURNED,
]);

function decodeRefund({ refundId, amount, state, businessTime, createTime }: OrderRefund): RefundFact {
  return {
    refundId: refundId as RefundId,
    businessTime: required("refund.create_time", businessTime ?? createTime),
    amount: required("refund.amount", amount).minorUnits,
    state: refundStates[state],
  };
}

const refundStates: Readonly<Record<payment.RefundState, RefundState>> = {
  [payment.RefundState.REFUND_STATE_UNSPECIFIED]: "PENDING",
  [payment.RefundState.REFUND_STATE_PENDING]: "PENDING",
  [payment.RefundState.REFUND_STATE_SUCCEEDED]: "SUCCEEDED",
  [payment.RefundState.REFUND_STATE_FAILED]: "FAILED",
};
