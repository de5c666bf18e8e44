import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { StockMovement, VariantId } from "../domain/stock.ts";
import type { InventoryPorts } from "./ports.ts";

export interface ListMovements extends PageQuery {
  readonly variantId: VariantId;
}

/** The last entered first, whenever they happened. Fails with PAGE_TOKEN_INVALID. */
export const listMovements =
  ({ stock }: InventoryPorts) =>
  ({ variantId, ...query }: ListMovements): Promise<{ items: readonly StockMovement[]; nextPageToken: string }> => {
    const list = { name: "movements", filter: { variantId }, key: idKey("mov") };
    return readPage(list, query, (after, size) => stock.movements(variantId, after, size));
  };
