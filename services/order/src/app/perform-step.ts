import type { StepResult } from "../domain/checkout-outcome.ts";
import type { CheckoutStep } from "../domain/checkout-steps.ts";
import type { Order, OrderReturn } from "../domain/order.ts";
import type { StockLine } from "./ports/inventory.ts";
import type { OrderPorts } from "./ports/order-ports.ts";

type Perform = (order: Order) => Promise<StepResult> | StepResult;

/**
 * Asks the other services for what each step wants. Every request goes under a key that is derived from the order alone,
 * so that a step that is done again, by whomever, has its effect once. Of what no stock is kept inventory hears nothing.
 */
export function stepPerformers({
  pricing,
  inventory,
  payments,
}: Pick<OrderPorts, "pricing" | "inventory" | "payments">): Readonly<Record<Exclude<CheckoutStep, "DONE">, Perform>> {
  return {
    REDEEM: ({ orderId, userId, redemptions }) => pricing.redeem({ orderId, userId, redemptions }, `${orderId}/redeem`),
    RESERVE: (order) => {
      const lines = stockLines(order);
      if (lines.length === 0) return { outcome: "RESERVED" };
      return inventory.reserve(order.reservation, lines, reservationKey(order, "reserve"));
    },
    AUTHORIZE: ({ orderId, payment }) =>
      payment === undefined ? { outcome: "AUTHORIZED" } : payments.authorize(orderId, payment, `${orderId}/authorize`),
    RESOLVE: ({ payment }) => (payment === undefined ? { outcome: "AUTHORIZED" } : payments.resolve(payment.paymentId)),
    COMMIT: (order) => {
      if (stockLines(order).length === 0) return { outcome: "COMMITTED" };
      return inventory.commit(order.reservation.reservationId, reservationKey(order, "commit"));
    },
    CAPTURE: ({ orderId, payment }) => {
      if (payment === undefined) return { outcome: "CAPTURED" };
      const key = `${orderId}/capture`;
      return payment.method === ""
        ? payments.recordExternal(orderId, payment, key)
        : payments.capture(payment.paymentId, key);
    },
    VOID: ({ orderId, payment }) =>
      payment === undefined ? { outcome: "VOIDED" } : payments.void(payment.paymentId, `${orderId}/void`),
    REFUND: ({ orderId, refunds }) => {
      const refund = refunds.find(({ state }) => state === "REQUESTED");
      return refund === undefined
        ? { outcome: "REFUNDED" }
        : payments.refund(refund, `${orderId}/refund/${refund.refundId}`);
    },
    RELEASE: (order) => {
      if (stockLines(order).length === 0) return { outcome: "RELEASED" };
      return inventory.release(order.reservation.reservationId, [], reservationKey(order, "release"));
    },
    UNREDEEM: ({ orderId }) => pricing.unredeem(orderId, `${orderId}/unredeem`),
    RESTOCK: async (order) => {
      const entry = order.returns.find(({ restocked }) => !restocked);
      if (entry === undefined) return { outcome: "RESTOCKED" };
      const { returnId } = entry;
      const lines = returnedStock(order, entry.lines);
      if (lines.length === 0) return { outcome: "RESTOCKED", returnId };
      const key = `${order.orderId}/restock/${returnId}`;
      const result = await inventory.release(order.reservation.reservationId, lines, key);
      return result.outcome === "RELEASED" ? { outcome: "RESTOCKED", returnId } : result;
    },
  };
}

function reservationKey({ orderId, reservation }: Order, verb: string): string {
  return `${orderId}/${verb}/${reservation.number}`;
}

function stockLines({ lines }: Pick<Order, "lines">): readonly StockLine[] {
  return lines.filter(({ nonStock }) => !nonStock).map(({ variantId, quantity }) => ({ variantId, quantity }));
}

function returnedStock({ lines }: Order, returned: OrderReturn["lines"]): readonly StockLine[] {
  const bought = new Map(lines.map((line) => [line.lineId, line]));
  return stockLines({
    lines: returned.flatMap(({ lineId, quantity }) => {
      const line = bought.get(lineId);
      return line === undefined ? [] : [{ ...line, quantity }];
    }),
  });
}
