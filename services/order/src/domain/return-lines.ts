import { add, type Decision, type Ids, invalid, type Money } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { type Order, type OrderRefund, type OrderReturn, type ReturnedLine, returnedQuantities } from "./order.ts";
import { eventsOf, type OrderEvent, type OrderHappening } from "./order-events.ts";
import { allows, moveState } from "./order-states.ts";
import { returnAmount } from "./return-amount.ts";

/** The order after a return, before its money and stock are given back, and the return. */
export interface ReturnDecision extends Decision<Order, OrderEvent> {
  readonly orderReturn: OrderReturn;
}

/**
 * Takes lines back; those named twice are summed. Fails with ORDER_NOT_RETURNABLE, INVALID_REQUEST for a line the order
 * does not have, or QUANTITY_TOO_LARGE.
 */
export function returnLines(
  order: Order,
  wanted: readonly ReturnedLine[],
  reason: string,
  now: Date,
  ids: Ids,
): ReturnDecision {
  if (!allows(order.state, "return")) throw refuse("ORDER_NOT_RETURNABLE", { metadata: { state: order.state } });
  const lines = summed(wanted);
  const amount = amountOf(order, lines);
  const times = { createTime: now, businessTime: now };
  const orderReturn: OrderReturn = { returnId: ids.next("ret"), lines, reason, amount, restocked: false, ...times };
  const refund = refundOf(order, orderReturn, ids);
  const returns = [...order.returns, orderReturn];
  const happenings: OrderHappening[] = [
    { type: "OrderReturned", orderReturn },
    ...(refund ? [{ type: "OrderRefunded", refund } as const] : []),
  ];
  const next: Order = {
    ...order,
    state: isAllBack({ ...order, returns }) ? moveState(order.state, "RETURNED") : order.state,
    step: refund !== undefined || order.step === "REFUND" ? "REFUND" : "RESTOCK",
    attempts: 0,
    version: order.version + happenings.length,
    refunds: refund ? [...order.refunds, refund] : order.refunds,
    returns,
    updateTime: now,
  };
  return { next, events: eventsOf(next, happenings), orderReturn };
}

function summed(wanted: readonly ReturnedLine[]): readonly ReturnedLine[] {
  const quantities = new Map<ReturnedLine["lineId"], bigint>();
  for (const { lineId, quantity } of wanted) quantities.set(lineId, (quantities.get(lineId) ?? 0n) + quantity);
  return [...quantities].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function amountOf(order: Order, lines: readonly ReturnedLine[]): Money {
  const bought = new Map(order.lines.map((line) => [line.lineId, line]));
  const back = returnedQuantities(order);
  const amounts = lines.map(({ lineId, quantity }) => {
    const line = bought.get(lineId);
    if (line === undefined) throw invalid({ field: "lines", description: `the order has no line ${lineId}` });
    const returned = back.get(lineId) ?? 0n;
    const returnable = line.quantity - returned;
    if (quantity > returnable) {
      throw refuse("QUANTITY_TOO_LARGE", { metadata: { line_id: lineId, returnable: String(returnable) } });
    }
    return returnAmount(line, order.taxInclusive, returned, quantity);
  });
  return add({ currencyCode: order.currencyCode, minorUnits: 0n }, ...amounts);
}

function refundOf({ payment }: Order, { amount, reason, createTime }: OrderReturn, ids: Ids): OrderRefund | undefined {
  if (payment === undefined || amount.minorUnits === 0n) return undefined;
  const { paymentId } = payment;
  return { refundId: ids.next("rfd"), paymentId, amount, state: "REQUESTED", reason, createTime };
}

function isAllBack(order: Order): boolean {
  const back = returnedQuantities(order);
  return order.lines.every(({ lineId, quantity }) => back.get(lineId) === quantity);
}
