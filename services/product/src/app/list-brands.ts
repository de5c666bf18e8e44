import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Brand } from "../domain/brand.ts";
import type { ProductPorts } from "./ports.ts";

/** Fails with PAGE_TOKEN_INVALID. */
export const listBrands =
  ({ brands }: ProductPorts) =>
  async (query: PageQuery): Promise<{ items: readonly Brand[]; nextPageToken: string }> => {
    const list = { name: "brands", filter: {}, key: idKey("brd") };
    return readPage(list, query, (after, size) => brands.page(after, size));
  };
