import { type Caller, decodePageToken, encodePageToken, isId, pageSize, refuse } from "#mesh/kernel";
import { type Product, seesEveryState } from "../domain/product.ts";
import type { ProductFilter, ProductPorts } from "./ports.ts";

export interface ListProducts {
  readonly filter: ProductFilter;
  readonly pageSize: number;
  readonly pageToken: string;
}

/** A page of what the caller may see. Fails with PAGE_TOKEN_INVALID and PERMISSION_MISSING. */
export const listProducts =
  ({ products }: ProductPorts) =>
  async (caller: Caller, query: ListProducts): Promise<{ products: readonly Product[]; nextPageToken: string }> => {
    const filter = permitted(caller, query.filter);
    const [after] = decodePageToken("products", query.filter, query.pageToken) ?? [];
    if (after !== undefined && !isId("prd", after)) throw refuse("PAGE_TOKEN_INVALID");
    const { items, nextKey } = await products.page(filter, after, pageSize(query.pageSize));
    return {
      products: items,
      nextPageToken: nextKey === undefined ? "" : encodePageToken("products", query.filter, [nextKey]),
    };
  };

function permitted(caller: Caller, filter: ProductFilter): ProductFilter {
  if (seesEveryState(caller)) return filter;
  if (filter.state === undefined) return { ...filter, state: "PUBLISHED" };
  if (filter.state === "PUBLISHED") return filter;
  throw refuse("PERMISSION_MISSING", { metadata: { permission: "product.read" } });
}
