import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import { reasonOf } from "./enter-adjustment.ts";

const { DAMAGED, LOST, CORRECTION, COUNTED } = StockAdjustmentReason;

test.each([
  ["damaged", DAMAGED],
  ["WET/MOULDY", DAMAGED],
  ["lost in space", LOST],
  ["wrongly coded 20713", CORRECTION],
  ["lost, then damaged", DAMAGED],
  ["check", COUNTED],
  ["", COUNTED],
])("%j is adjusted for its reason", (description, reason) => {
  expect(reasonOf(description)).toBe(reason);
});
