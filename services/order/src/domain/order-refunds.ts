import type { Decision } from "#mesh/kernel";
import type { KnownRefundState, Order, OrderRefund, RefundId } from "./order.ts";
import { eventsOf, type OrderEvent } from "./order-events.ts";

/** The refunds of an order that the payment service knows more of by now, as it knows them. */
export function changedRefunds(order: Order, known: ReadonlyMap<RefundId, KnownRefundState>): readonly OrderRefund[] {
  return order.refunds.flatMap((refund) => {
    const state = known.get(refund.refundId);
    return state === undefined || state === refund.state ? [] : [{ ...refund, state }];
  });
}

/** The order with what the payment service knows of its refunds. */
export function noteRefunds(
  order: Order,
  known: ReadonlyMap<RefundId, KnownRefundState>,
  now: Date,
): Decision<Order, OrderEvent> {
  const changed = changedRefunds(order, known);
  const byId = new Map(changed.map((refund) => [refund.refundId, refund]));
  const refunds = order.refunds.map((refund) => byId.get(refund.refundId) ?? refund);
  const next = { ...order, refunds, version: order.version + changed.length, updateTime: now };
  return {
    next,
    events: eventsOf(
      next,
      changed.map((refund) => ({ type: "OrderRefunded", refund })),
    ),
  };
}
