import * as proto from "#gen/grpc/ultramarket/order/v1/order.ts";
import type { DraftOrder, DraftOrderLine, DraftOrderState } from "../domain/draft-order.ts";
import type { QuotedLine } from "../domain/quote.ts";
import { encodeSteps } from "./encode-steps.ts";

export function encodeDraftOrder({ quote, placingOrderId: _, ...draft }: DraftOrder): proto.DraftOrder {
  const quoted = new Map(quote.lines.map((line) => [line.lineId, line]));
  const { subtotal, discountTotal, shippingTotal, taxTotal, total, taxInclusive } = quote;
  return {
    ...draft,
    state: states[draft.state],
    userId: draft.userId ?? "",
    shippingAddress: draft.shippingAddress,
    billingAddress: draft.billingAddress,
    lines: draft.lines.map((line) => encodeLine(line, quoted.get(line.lineId))),
    shippingPrice: draft.shippingPrice,
    subtotal,
    discountTotal,
    shippingTotal,
    taxTotal,
    total,
    taxInclusive,
    priceSteps: encodeSteps(quote.steps),
    businessTime: draft.businessTime,
    orderId: draft.orderId ?? "",
  };
}

function encodeLine(
  { weightGrams: _, manualUnitPrice, ...line }: DraftOrderLine,
  quoted: QuotedLine | undefined,
): proto.DraftOrderLine {
  const { unitPrice, total, discount, tax, appliedTax } = quoted ?? {};
  return { ...line, unitPrice, total, discount, tax, appliedTax, manualPrice: manualUnitPrice !== undefined };
}

const states: Readonly<Record<DraftOrderState, proto.DraftOrderState>> = {
  OPEN: proto.DraftOrderState.DRAFT_ORDER_STATE_OPEN,
  PLACED: proto.DraftOrderState.DRAFT_ORDER_STATE_PLACED,
  DISCARDED: proto.DraftOrderState.DRAFT_ORDER_STATE_DISCARDED,
};
