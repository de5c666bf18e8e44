import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { skuOf } from "../../online-retail/mod.ts";
import type { CancellationEntry, PricedUnits, ReturnEntry } from "../plan/entry.ts";
import { atItsPrice, currencyCode, type Desk, keyOfStep } from "./desk.ts";

/** Enters a cancellation invoice: returns of the orders it takes back, and a credit for the rest. */
export async function enterCancellation(desk: Desk, entry: CancellationEntry): Promise<void> {
  for (const part of entry.returns) await takeBack(desk, entry, part);
  if (entry.credit.length > 0) await credit(desk, entry);
}

async function takeBack(desk: Desk, { invoice, time }: CancellationEntry, part: ReturnEntry): Promise<void> {
  const { orders, journal } = desk;
  const orderId = journal.orderOf(part.invoice) ?? "";
  const lineIds = await lineIdsOf(desk, orderId);
  await orders.returnOrderLines({
    orderId,
    lines: part.lines.map((line) => ({ lineId: lineIds.get(keyOf(line)) ?? "", quantity: line.quantity })),
    reason: `Invoice ${invoice} of Online Retail`,
    businessTime: timestampFromDate(time),
    requestId: keyOfStep(invoice, `return/${part.invoice}`),
  });
}

async function lineIdsOf({ orders }: Desk, orderId: string): Promise<ReadonlyMap<string, string>> {
  const { order } = await orders.getOrder({ orderId });
  return new Map(
    order?.lines.map(({ sku, unitPrice, lineId }) => [`${sku} ${unitPrice?.minorUnits}`, lineId] as const),
  );
}

function keyOf({ code, unitPrice }: PricedUnits): string {
  return `${skuOf(code)} ${unitPrice}`;
}

async function credit(desk: Desk, { invoice, time, customer, credit: lines }: CancellationEntry): Promise<void> {
  const { credits, known } = desk;
  await credits.bookCredit({
    currencyCode,
    lines: lines.map(atItsPrice(known)),
    userId: known.userOf(customer),
    externalReference: invoice,
    reason: `Invoice ${invoice} of Online Retail`,
    businessTime: timestampFromDate(time),
    requestId: keyOfStep(invoice, "credit"),
  });
}
