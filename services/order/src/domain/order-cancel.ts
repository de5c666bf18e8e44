import type { Decision, Ids } from "#mesh/kernel";
import { subtract } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { furthestShipment } from "./fulfillment.ts";
import type { Order, OrderRefund } from "./order.ts";
import { eventsOf, type OrderEvent, type OrderHappening } from "./order-events.ts";
import { allows, moveState } from "./order-states.ts";
import { requestedRefund } from "./requested-refund.ts";

/**
 * The cancelled order, before its money and stock are given back: a payment not captured yet is voided, a captured one
 * refunded in full but for what was refunded before. Fails with ORDER_NOT_CANCELLABLE, also once something is packed.
 */
export function cancelOrder(order: Order, reason: string, now: Date, ids: Ids): Decision<Order, OrderEvent> {
  const packed = furthestShipment(order);
  if (packed !== undefined || !allows(order.state, "cancel")) {
    throw refuse("ORDER_NOT_CANCELLABLE", { metadata: { state: packed ?? order.state } });
  }
  const refund = order.state === "PAID" ? refundOfRest(order, reason, now, ids) : undefined;
  const happenings: OrderHappening[] = [
    { type: "OrderCancelled" },
    ...(refund ? [{ type: "OrderRefunded", refund } as const] : []),
  ];
  const next: Order = {
    ...order,
    state: moveState(order.state, "CANCELLED"),
    step: order.state === "PLACED" ? "VOID" : hasRequested(order, refund) ? "REFUND" : "RELEASE",
    attempts: 0,
    version: order.version + happenings.length,
    cancelReason: reason,
    refunds: refund ? [...order.refunds, refund] : order.refunds,
    updateTime: now,
  };
  return { next, events: eventsOf(next, happenings) };
}

function hasRequested({ refunds }: Order, added: OrderRefund | undefined): boolean {
  return added !== undefined || refunds.some(({ state }) => state === "REQUESTED");
}

function refundOfRest({ payment, refunds }: Order, reason: string, now: Date, ids: Ids): OrderRefund | undefined {
  if (payment === undefined) return undefined;
  const amount = refunds
    .filter(({ state }) => state !== "FAILED")
    .reduce((rest, refund) => subtract(rest, refund.amount), payment.amount);
  if (amount.minorUnits <= 0n) return undefined;
  return requestedRefund(payment, { amount, reason, createTime: now }, ids);
}
