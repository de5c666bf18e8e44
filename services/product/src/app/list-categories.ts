import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Category, CategoryId } from "../domain/category.ts";
import type { ProductPorts } from "./ports.ts";

export interface ListCategories extends PageQuery {
  /** Absent for all categories. */
  readonly parentId?: CategoryId | undefined;
}

/** Fails with PAGE_TOKEN_INVALID. */
export const listCategories =
  ({ categories }: ProductPorts) =>
  async (query: ListCategories): Promise<{ items: readonly Category[]; nextPageToken: string }> => {
    const { parentId } = query;
    const list = { name: "categories", filter: { parentId }, key: idKey("cat") };
    return readPage(list, query, (after, size) => categories.page(parentId, after, size));
  };
