import { type Caller, idKey, type PageQuery, readPage } from "#mesh/kernel";
import { type LocalizedProduct, localize } from "../domain/localize.ts";
import type { ProductPorts } from "./ports.ts";

/** Fails with PAGE_TOKEN_INVALID. */
export const listSellerProducts =
  ({ products, language }: ProductPorts) =>
  async (caller: Caller, query: PageQuery): Promise<{ items: readonly LocalizedProduct[]; nextPageToken: string }> => {
    const sellerId = caller.user?.userId ?? "";
    const list = { name: "seller_products", filter: { sellerId }, key: idKey("prd") };
    const { items, nextPageToken } = await readPage(list, query, (after, size) =>
      products.pageOfSeller(sellerId, after, size),
    );
    return { items: items.map((product) => localize(product, "", language)), nextPageToken };
  };
