import { type Caller, checkpoint, DomainError, type RequestKey } from "#mesh/kernel";
import { numbered } from "../domain/numbered.ts";
import type { Adjustment, VariantStock } from "../domain/stock.ts";
import { type AdjustmentEntry, entered } from "./entered.ts";
import type { InventoryPorts } from "./ports.ts";

/**
 * What each variant has after all movements, each once, in the order of the entries. Fails as AdjustStock does, with the
 * number of the entry as `index` and its `variant_id`; then none is made.
 */
export const batchAdjustStock =
  ({ stock, clock, ids }: InventoryPorts) =>
  async (
    caller: Caller,
    entries: readonly AdjustmentEntry[],
    request?: RequestKey,
  ): Promise<readonly VariantStock[]> => {
    const adjustments = enteredAll(caller, entries, { now: clock.now(), ids });
    checkpoint("inventory.batch_adjust.before");
    const adjusted = await stock.adjustAll(adjustments, request);
    checkpoint("inventory.batch_adjust.after");
    return adjusted;
  };

function enteredAll(caller: Caller, entries: readonly AdjustmentEntry[], by: Parameters<typeof entered>[2]) {
  return entries.map((entry, index): Adjustment => {
    try {
      return entered(caller, entry, by);
    } catch (error) {
      throw error instanceof DomainError ? numbered(error, index, entry) : error;
    }
  });
}
