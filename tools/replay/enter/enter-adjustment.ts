import { timestampFromDate } from "@bufbuild/protobuf/wkt";
import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import type { AdjustmentEntry } from "../plan/entry.ts";
import { type Desk, keyOfStep } from "./desk.ts";

/** What the words of an adjustment tell of its reason; the first that fits counts. */
const reasons: readonly (readonly [RegExp, StockAdjustmentReason])[] = [
  [/damag|wet|broken|crush|rust|mould|smash|faulty/i, StockAdjustmentReason.DAMAGED],
  [/lost|missing|stolen/i, StockAdjustmentReason.LOST],
  [/wrong|incorrect|mix|mark|adjust|error|dotcom|amazon/i, StockAdjustmentReason.CORRECTION],
];

/** Enters an adjustment invoice as movements of stock. */
export async function enterAdjustment(desk: Desk, { invoice, time, lines }: AdjustmentEntry): Promise<void> {
  await desk.inventory.batchAdjustStock({
    adjustments: lines.map(({ code, quantity, description }) => ({
      variantId: desk.known.variantOf(code),
      quantityDelta: quantity,
      reason: reasonOf(description),
      note: description === "" ? `Invoice ${invoice}` : `Invoice ${invoice}: ${description}`,
      businessTime: timestampFromDate(time),
    })),
    requestId: keyOfStep(invoice, "stock"),
  });
}

export function reasonOf(description: string): StockAdjustmentReason {
  return reasons.find(([words]) => words.test(description))?.[1] ?? StockAdjustmentReason.COUNTED;
}
