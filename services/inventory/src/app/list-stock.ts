import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { VariantStock } from "../domain/stock.ts";
import type { InventoryPorts } from "./ports.ts";

/** By variant. Fails with PAGE_TOKEN_INVALID. */
export const listStock =
  ({ stock }: InventoryPorts) =>
  (query: PageQuery): Promise<{ items: readonly VariantStock[]; nextPageToken: string }> => {
    const list = { name: "stock", filter: {}, key: idKey("var") };
    return readPage(list, query, (after, size) => stock.page(after, size));
  };
