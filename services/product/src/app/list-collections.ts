import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Collection } from "../domain/collection.ts";
import type { ProductPorts } from "./ports.ts";

/** Fails with PAGE_TOKEN_INVALID. */
export const listCollections =
  ({ collections }: ProductPorts) =>
  async (query: PageQuery): Promise<{ items: readonly Collection[]; nextPageToken: string }> => {
    const list = { name: "collections", filter: {}, key: idKey("col") };
    return readPage(list, query, (after, size) => collections.page(after, size));
  };
