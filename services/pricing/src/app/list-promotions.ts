import { idKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Promotion } from "../domain/promotion.ts";
import type { PricingPorts } from "./ports.ts";

/** Newest first. Fails with PAGE_TOKEN_INVALID. */
export const listPromotions =
  ({ promotions }: PricingPorts) =>
  (query: PageQuery): Promise<{ items: readonly Promotion[]; nextPageToken: string }> => {
    const list = { name: "promotions", filter: {}, key: idKey("pro") };
    return readPage(list, query, (after, size) => promotions.page(after, size));
  };
