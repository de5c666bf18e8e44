import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Warehouse } from "../domain/warehouse.ts";
import type { InventoryPorts } from "./ports.ts";

/** Oldest first. Fails with PAGE_TOKEN_INVALID. */
export const listWarehouses =
  ({ warehouses }: InventoryPorts) =>
  (query: PageQuery): Promise<{ items: readonly Warehouse[]; nextPageToken: string }> => {
    const list = { name: "warehouses", filter: {}, key: idKey("whs") };
    return readPage(list, query, (after, size) => warehouses.page(after, size));
  };
