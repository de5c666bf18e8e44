import { EventEnvelope } from "#gen/grpc/ultramarket/common/v1/event.ts";
import { Credit, Order, OrderState } from "#gen/grpc/ultramarket/order/v1/order.ts";
import { CreditBooked, OrderRefunded } from "#gen/grpc/ultramarket/order/v1/order_events.ts";
import { PaymentState, RefundState } from "#gen/grpc/ultramarket/payment/v1/payment.ts";
import type { Bus } from "#mesh/events";
import { ids, noon } from "./builders.ts";

type Change = Parameters<typeof Order.create>[0];

const eur = (minorUnits: bigint) => ({ currencyCode: "EUR", minorUnits });

/** A paid order of one line with three units for 42.00 EUR, as events tell it. */
export function anOrder(change: Change = {}): Order {
  return Order.create({
    orderId: ids.next("ord"),
    state: OrderState.ORDER_STATE_PAID,
    currencyCode: "EUR",
    lines: [{ lineId: ids.next("lin"), quantity: 3n }],
    payments: [aPayment()],
    total: eur(4200n),
    businessTime: noon,
    ...change,
  });
}

export function aPayment(state: PaymentState = PaymentState.PAYMENT_STATE_CAPTURED) {
  return { paymentId: ids.next("pay"), state, amount: eur(4200n) };
}

export function aRefund(state: RefundState = RefundState.REFUND_STATE_PENDING, minorUnits = 1000n) {
  return { refundId: ids.next("rfd"), amount: eur(minorUnits), state, createTime: noon };
}

/** Tells what happened to an order, as the order service does. */
export async function tell(bus: Bus, name: string, version: bigint, order: Order, createTime = noon): Promise<void> {
  const refund = order.refunds.at(-1);
  const payload = OrderRefunded.encode(OrderRefunded.create({ order, refund })).finish();
  await append(bus, { subject: `order.v1.${name}`, key: order.orderId, version, createTime }, payload);
}

/** A credit of two lines for 5.00 EUR, as its event tells it. */
export function aCredit(change: Parameters<typeof Credit.create>[0] = {}): Credit {
  const lines = [{ quantity: 1n }, { quantity: 4n }];
  return Credit.create({
    ...{ creditId: ids.next("crd"), currencyCode: "EUR", lines, total: eur(500n), businessTime: noon },
    ...change,
  });
}

/** Tells of a credit, as the order service does. */
export async function tellCredit(bus: Bus, credit: Credit, createTime = noon): Promise<void> {
  const payload = CreditBooked.encode({ credit }).finish();
  await append(bus, { subject: "order.v1.credit_booked", key: credit.creditId, version: 1n, createTime }, payload);
}

type About = Pick<EventEnvelope, "subject" | "key" | "version" | "createTime">;

async function append(bus: Bus, about: About, payload: Uint8Array): Promise<void> {
  const content = { ...about, eventId: ids.uuid(), payload: Buffer.from(payload) };
  const envelope = EventEnvelope.encode({ ...content, traceparent: "", producer: "order", onBehalfOf: "" }).finish();
  const { eventId, subject, key } = content;
  await bus.append([{ eventId, subject, key, envelope }]);
}
