import { add, type Decision, type Ids, invalid, type Money } from "#mesh/kernel";
import type { LineId } from "./cart.ts";
import { refuse } from "./errors.ts";
import { shippedQuantities, waitingQuantities } from "./fulfillment.ts";
import {
  type Order,
  type OrderReturn,
  type ReturnedLine,
  returnedQuantities,
  type TakenBackLine,
  unsentQuantities,
} from "./order.ts";
import { eventsOf, type OrderEvent, type OrderHappening } from "./order-events.ts";
import { allows, moveState } from "./order-states.ts";
import { requestedRefund } from "./requested-refund.ts";
import { returnAmount } from "./return-amount.ts";
import { summed } from "./shipment.ts";

/** What is said of a return. */
export interface ReturnEntry {
  /** Lines named twice are summed. */
  readonly lines: readonly ReturnedLine[];
  readonly reason: string;
  /** When it came back; absent for now. */
  readonly businessTime?: Date | undefined;
}

/** The order after a return, before its money and stock are given back, and the return. */
export interface ReturnDecision extends Decision<Order, OrderEvent> {
  readonly orderReturn: OrderReturn;
}

/**
 * Takes lines back. Fails with ORDER_NOT_RETURNABLE, BUSINESS_TIME_IN_FUTURE, BUSINESS_TIME_TOO_EARLY, INVALID_REQUEST for
 * a line the order does not have, or QUANTITY_TOO_LARGE: what is packed comes back once it was sent, or unpacked.
 */
export function returnLines(order: Order, entry: ReturnEntry, now: Date, ids: Ids): ReturnDecision {
  if (!allows(order.state, "return")) throw refuse("ORDER_NOT_RETURNABLE", { metadata: { state: order.state } });
  const { reason, businessTime = now } = entry;
  if (businessTime > now) throw refuse("BUSINESS_TIME_IN_FUTURE");
  // The order may have been entered by a clock that is ahead of this one.
  if (entry.businessTime !== undefined && businessTime < order.businessTime) throw refuse("BUSINESS_TIME_TOO_EARLY");
  const lines = takenBack(order, summed(entry.lines));
  const amount = amountOf(order, lines);
  const times = { createTime: now, businessTime };
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

/** Units the customer has come back first; what is more had not been sent. */
function takenBack(order: Order, wanted: ReadonlyMap<LineId, bigint>): readonly TakenBackLine[] {
  const [sent, returned, unsent] = [shippedQuantities(order), returnedQuantities(order), unsentQuantities(order)];
  return [...wanted].map(([lineId, quantity]) => {
    const back = (returned.get(lineId) ?? 0n) - (unsent.get(lineId) ?? 0n);
    const rest = (sent.get(lineId) ?? 0n) - back;
    const there = rest > 0n ? rest : 0n;
    return { lineId, quantity, unsentQuantity: quantity > there ? quantity - there : 0n };
  });
}

function amountOf(order: Order, lines: readonly ReturnedLine[]): Money {
  const bought = new Map(order.lines.map((line) => [line.lineId, line]));
  const [back, waiting] = [returnedQuantities(order), waitingQuantities(order)];
  const amounts = lines.map(({ lineId, quantity }) => {
    const line = bought.get(lineId);
    if (line === undefined) throw invalid({ field: "lines", description: `the order has no line ${lineId}` });
    const [returned, packed] = [back.get(lineId) ?? 0n, waiting.get(lineId) ?? 0n];
    const returnable = line.quantity - returned - packed;
    if (quantity > returnable) {
      const metadata = { line_id: lineId, returnable: String(returnable), packed: String(packed) };
      throw refuse("QUANTITY_TOO_LARGE", { metadata });
    }
    return returnAmount(line, order.taxInclusive, returned, quantity);
  });
  return add({ currencyCode: order.currencyCode, minorUnits: 0n }, ...amounts);
}

function refundOf({ payment }: Order, { amount, reason, createTime, businessTime }: OrderReturn, ids: Ids) {
  if (payment === undefined || amount.minorUnits === 0n) return undefined;
  return requestedRefund(payment, { amount, reason, createTime, businessTime }, ids);
}

function isAllBack(order: Order): boolean {
  const back = returnedQuantities(order);
  return order.lines.every(({ lineId, quantity }) => back.get(lineId) === quantity);
}
