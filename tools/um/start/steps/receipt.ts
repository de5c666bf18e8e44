import { type Order, OrderState } from "#gen/es/ultramarket/order/v1/order_pb.js";
import { format, type Money, money } from "#mesh/kernel";

type Row = readonly [text: string, amount: Money | undefined];

/** What was bought and what it came to, line by line. */
export function receipt(order: Order): string {
  const rows: readonly Row[] = [
    ...order.lines.map(({ quantity, name, total }): Row => [`${quantity} × ${name}`, total]),
    ["Discount", negative(unlessZero(order.discountTotal))],
    ["Shipping", order.shippingTotal],
    [order.taxInclusive ? "Tax, contained in it" : "Tax", unlessZero(order.taxTotal)],
    ["Total", order.total],
  ];
  const shown = rows.flatMap(([text, amount]) => (amount === undefined ? [] : [{ text, amount: shownAs(amount) }]));
  const width = Math.max(...shown.map(({ text, amount }) => text.length + amount.length)) + 2;
  const lines = shown.map(({ text, amount }) => `    ${text}${amount.padStart(width - text.length)}`);
  return [`order ${order.orderNumber} is ${OrderState[order.state]}`, ...lines].join("\n");
}

function unlessZero(amount: Money | undefined): Money | undefined {
  return amount?.minorUnits === 0n ? undefined : amount;
}

function negative(amount: Money | undefined): Money | undefined {
  return amount && money(-amount.minorUnits, amount.currencyCode);
}

function shownAs({ minorUnits, currencyCode }: Money): string {
  return format(money(minorUnits, currencyCode));
}
