import { decodePageToken, encodePageToken, isId, pageSize, refuse } from "#mesh/kernel";
import type { Category, CategoryId } from "../domain/category.ts";
import type { ProductPorts } from "./ports.ts";

export interface ListCategories {
  /** Absent for all categories. */
  readonly parentId?: CategoryId | undefined;
  readonly pageSize: number;
  readonly pageToken: string;
}

/** Fails with PAGE_TOKEN_INVALID. */
export const listCategories =
  ({ categories }: ProductPorts) =>
  async (query: ListCategories): Promise<{ categories: readonly Category[]; nextPageToken: string }> => {
    const filter = { parentId: query.parentId };
    const [after] = decodePageToken("categories", filter, query.pageToken) ?? [];
    if (after !== undefined && !isId("cat", after)) throw refuse("PAGE_TOKEN_INVALID");
    const { items, nextKey } = await categories.page(query.parentId, after, pageSize(query.pageSize));
    return {
      categories: items,
      nextPageToken: nextKey === undefined ? "" : encodePageToken("categories", filter, [nextKey]),
    };
  };
