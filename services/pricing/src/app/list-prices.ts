import { isCurrency, type PageKey, type PageQuery, readPage } from "#mesh/kernel";
import type { Price, VariantId } from "../domain/price.ts";
import type { PricingPorts } from "./ports.ts";

export interface ListPrices extends PageQuery {
  readonly variantId: VariantId;
}

const currencyKey: PageKey<string> = {
  encode: (currencyCode) => [currencyCode],
  decode: ([code, ...more]) => (code !== undefined && more.length === 0 && isCurrency(code) ? code : undefined),
};

/** The prices of a variant that count, by currency. Fails with PAGE_TOKEN_INVALID. */
export const listPrices =
  ({ prices, clock }: PricingPorts) =>
  async (query: ListPrices): Promise<{ items: readonly Price[]; nextPageToken: string }> => {
    const { variantId } = query;
    const list = { name: "prices", filter: { variantId }, key: currencyKey };
    return readPage(list, query, (after, size) => prices.page(variantId, after, size, clock.now()));
  };
