import { setTimeout as sleep } from "node:timers/promises";
import { type Order, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { CommandError } from "../../um/command.ts";
import type { Desk } from "./desk.ts";

const pauseMs = 200;
const patienceMs = 120_000;

/** On the way to be paid: if a process was killed, an order that is placed may be paid a moment after its answer. */
const underWay: ReadonlySet<OrderState> = new Set([OrderState.PENDING, OrderState.AWAITING_PAYMENT, OrderState.PLACED]);

/** Waits until the order is on its way no more. Throws CommandError if that takes too long, or it came to nothing. */
export async function untilPaid({ orders }: Pick<Desk, "orders">, placed: Order | undefined): Promise<string> {
  let order = placed;
  for (const end = Date.now() + patienceMs; order !== undefined && underWay.has(order.state); ) {
    if (Date.now() > end) throw unpaid(order);
    await sleep(pauseMs);
    ({ order } = await orders.getOrder({ orderId: order.orderId }));
  }
  if (order === undefined) throw new CommandError("The market answered without the order that was placed.");
  if (order.state !== OrderState.PAID && order.state !== OrderState.RETURNED) throw unpaid(order);
  return order.orderId;
}

function unpaid({ externalReference, orderId, state }: Order): CommandError {
  return new CommandError(`Order ${orderId} of invoice ${externalReference} is ${OrderState[state]}, not paid.`);
}
