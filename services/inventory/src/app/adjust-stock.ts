import { checkpoint, type RequestKey } from "#mesh/kernel";
import type { Adjustment, StockLevel } from "../domain/stock.ts";
import type { InventoryPorts } from "./ports.ts";

export interface AdjustStock extends Omit<Adjustment, "movementId" | "createTime"> {
  readonly request?: RequestKey | undefined;
}

/** The levels after the movement. Fails with RESOURCE_NOT_FOUND (the warehouse), STOCK_INSUFFICIENT. */
export const adjustStock =
  ({ stock, clock, ids }: InventoryPorts) =>
  async ({ request, ...wanted }: AdjustStock): Promise<readonly StockLevel[]> => {
    const adjustment = { ...wanted, movementId: ids.next("mov"), createTime: clock.now() };
    checkpoint("inventory.adjust.before");
    const levels = await stock.adjust(adjustment, request);
    checkpoint("inventory.adjust.after");
    return levels;
  };
