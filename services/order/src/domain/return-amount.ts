import { add, type Money, share, subtract } from "#mesh/kernel";
import type { OrderLine } from "./order.ts";

/** What was paid for a line: its price less its share of discounts, and its tax where that came on top. */
export function paidFor({ total, discount, tax }: OrderLine, taxInclusive: boolean): Money {
  const net = subtract(total, discount);
  return taxInclusive ? net : add(net, tax);
}

/**
 * What `quantity` units are worth after `returned` of them came back before: shares of what was paid for the line, rounded
 * half to even over all that came back so far, so that the returns of a whole line sum to what was paid for it.
 */
export function returnAmount(line: OrderLine, taxInclusive: boolean, returned: bigint, quantity: bigint): Money {
  const paid = paidFor(line, taxInclusive);
  return subtract(share(paid, returned + quantity, line.quantity), share(paid, returned, line.quantity));
}
