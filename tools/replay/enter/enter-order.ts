import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { isServiceCode } from "../../online-retail/mod.ts";
import type { OrderEntry } from "../plan/entry.ts";
import { atItsPrice, currencyCode, type Desk, keyOfStep } from "./desk.ts";
import { untilPaid } from "./until-paid.ts";

/** Enters a sale invoice: a draft at its own prices, placed as paid elsewhere, and sent. Answers the order's id. */
export async function enterOrder(desk: Desk, { invoice, time, customer, lines }: OrderEntry): Promise<string> {
  const { drafts, shipping, known } = desk;
  const businessTime = timestampFromDate(time);
  const { draftOrder } = await drafts.createDraftOrder({
    currencyCode,
    lines: lines.map(atItsPrice(known)),
    userId: known.userOf(customer),
    businessTime,
    externalReference: invoice,
    reason: `Invoice ${invoice} of Online Retail`,
    requestId: keyOfStep(invoice, "draft"),
  });
  const { order } = await drafts.placeDraftOrder({
    draftOrderId: draftOrder?.draftOrderId ?? "",
    externalPaymentReference: `Online Retail ${invoice}`,
    requestId: keyOfStep(invoice, "place"),
  });
  const orderId = await untilPaid(desk, order);
  if (lines.some(({ code }) => !isServiceCode(code))) {
    await shipping.recordShipment({ orderId, shipTime: businessTime, requestId: keyOfStep(invoice, "ship") });
  }
  return orderId;
}
