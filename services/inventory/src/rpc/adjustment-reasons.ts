import * as proto from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import { invalid } from "#mesh/kernel";
import type { AdjustmentReason } from "../domain/stock.ts";

const names: Readonly<Record<AdjustmentReason, proto.StockAdjustmentReason>> = {
  RECEIVED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_RECEIVED,
  COUNTED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_COUNTED,
  DAMAGED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_DAMAGED,
  LOST: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_LOST,
  FOUND: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_FOUND,
  RETURNED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_RETURNED,
  CORRECTION: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_CORRECTION,
};

const reasons = new Map(Object.entries(names).map(([reason, value]) => [value, reason as AdjustmentReason]));

export function encodeReason(reason: AdjustmentReason): proto.StockAdjustmentReason {
  return names[reason];
}

/** Refuses with INVALID_REQUEST a number the contract has no reason for. */
export function decodeReason(value: proto.StockAdjustmentReason): AdjustmentReason {
  const reason = reasons.get(value);
  if (reason === undefined) throw invalid({ field: "reason", description: "is no reason" });
  return reason;
}
