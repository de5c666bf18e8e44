import { type Caller, idKey, type PageQuery, readPage, refuse } from "#mesh/kernel";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import { seesEveryState } from "../domain/product.ts";
import type { ProductFilter, ProductPorts } from "./ports.ts";

export interface ListProducts extends PageQuery {
  readonly filter: ProductFilter;
  /** The language wanted; empty for the market's. */
  readonly languageCode?: string;
}

/** A page of what the caller may see. Fails with PAGE_TOKEN_INVALID and PERMISSION_MISSING. */
export const listProducts =
  ({ products, language }: ProductPorts) =>
  async (
    caller: Caller,
    query: ListProducts,
  ): Promise<{ items: readonly LocalizedProduct[]; nextPageToken: string }> => {
    const filter = permitted(caller, query.filter);
    const list = { name: "products", filter: query.filter, key: idKey("prd") };
    const { items, nextPageToken } = await readPage(list, query, (after, size) => products.page(filter, after, size));
    return { items: items.map((product) => localize(product, query.languageCode ?? "", language)), nextPageToken };
  };

function permitted(caller: Caller, filter: ProductFilter): ProductFilter {
  if (seesEveryState(caller)) return filter;
  if (filter.state === undefined) return { ...filter, state: "PUBLISHED" };
  if (filter.state === "PUBLISHED") return filter;
  throw refuse("PERMISSION_MISSING", { metadata: { permission: "product.read" } });
}
