import type { StockLevel, VariantId } from "../domain/stock.ts";
import type { InventoryPorts } from "./ports.ts";

/** One level a warehouse, the default one first; zeros for a variant nobody knows. */
export const getStock =
  ({ stock }: InventoryPorts) =>
  (variantId: VariantId): Promise<readonly StockLevel[]> =>
    stock.levelsOf(variantId);
