import { type Caller, checkpoint, type RequestKey } from "#mesh/kernel";
import type { StockLevel } from "../domain/stock.ts";
import { type AdjustmentEntry, entered } from "./entered.ts";
import type { InventoryPorts } from "./ports.ts";

/**
 * The levels after the movement. Fails with RESOURCE_NOT_FOUND (the warehouse), STOCK_INSUFFICIENT, PERMISSION_MISSING,
 * BUSINESS_TIME_IN_FUTURE.
 */
export const adjustStock =
  ({ stock, clock, ids }: InventoryPorts) =>
  async (caller: Caller, entry: AdjustmentEntry, request?: RequestKey): Promise<readonly StockLevel[]> => {
    const adjustment = entered(caller, entry, { now: clock.now(), ids });
    checkpoint("inventory.adjust.before");
    const levels = await stock.adjust(adjustment, request);
    checkpoint("inventory.adjust.after");
    return levels;
  };
