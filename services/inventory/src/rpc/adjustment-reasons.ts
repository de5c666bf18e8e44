import * as proto from "#gen/grpc/ultramarket/inventory/v1/inventory.ts";
import { invalid } from "#mesh/kernel";
import type { AdjustmentReason, MovementReason } from "../domain/stock.ts";

const entered: Readonly<Record<AdjustmentReason, proto.StockAdjustmentReason>> = {
  RECEIVED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_RECEIVED,
  COUNTED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_COUNTED,
  DAMAGED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_DAMAGED,
  LOST: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_LOST,
  FOUND: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_FOUND,
  RETURNED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_RETURNED,
  CORRECTION: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_CORRECTION,
};

const names: Readonly<Record<MovementReason, proto.StockAdjustmentReason>> = {
  ...entered,
  SHIPPED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_SHIPPED,
  ORDER_RETURNED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_ORDER_RETURNED,
  TRANSFERRED: proto.StockAdjustmentReason.STOCK_ADJUSTMENT_REASON_TRANSFERRED,
};

const reasons = new Map(Object.entries(entered).map(([reason, value]) => [value, reason as AdjustmentReason]));

export function encodeReason(reason: MovementReason): proto.StockAdjustmentReason {
  return names[reason];
}

/** Refuses with INVALID_REQUEST a number that stands for no reason the staff may give. */
export function decodeReason(value: proto.StockAdjustmentReason): AdjustmentReason {
  const reason = reasons.get(value);
  if (reason === undefined) throw invalid({ field: "reason", description: "is no reason to adjust stock" });
  return reason;
}
