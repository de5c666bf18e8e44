import type { Order } from "../domain/order.ts";

/** Far below what a message holds, whatever the lines say. */
const mostLines = 5_000;

/** As many of the orders, from the first on, as fit into an answer: one at least. */
export function fittingOrders(orders: readonly Pick<Order, "lines">[]): number {
  let lines = 0;
  const beyond = orders.findIndex((order, index) => {
    lines += order.lines.length;
    return index > 0 && lines > mostLines;
  });
  return beyond < 0 ? orders.length : beyond;
}
