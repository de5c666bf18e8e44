import { isId, type PageKey, readPage, refuse, toPage } from "#mesh/kernel";
import type { Facet, Found, Hit, ResultKey, Search } from "../domain/search.ts";
import type { SearchPorts } from "./ports.ts";

export interface SearchProducts extends Search {
  readonly pageSize: number;
  readonly pageToken: string;
}

export interface SearchResult extends Pick<Found, "total" | "correctedQuery"> {
  readonly hits: readonly Hit[];
  readonly facets: readonly Facet[];
  readonly nextPageToken: string;
}

const key: PageKey<ResultKey> = {
  encode: ({ generation, rank, productId }) => [String(generation), String(rank), productId],
  decode([generation = "", rank = "", productId = "", ...more]) {
    const isKey = /^\d{1,18}$/.test(generation) && rank !== "" && Number.isFinite(Number(rank)) && more.length === 0;
    return isKey && isId("prd", productId)
      ? { generation: BigInt(generation), rank: Number(rank), productId }
      : undefined;
  },
};

/** One page of what is found. Fails with PAGE_TOKEN_INVALID, also when another index serves searches by now. */
export const searchProducts =
  ({ index }: SearchPorts) =>
  async ({ pageSize, pageToken, ...search }: SearchProducts): Promise<SearchResult> => {
    let found: Found | undefined;
    const list = { name: "search", filter: fingerprint(search), key };
    const { items, nextPageToken } = await readPage(list, { pageSize, pageToken }, async (after, size) => {
      found = await index.search(search, after, size);
      const { generation, hits } = found;
      if (after !== undefined && after.generation !== generation) throw refuse("PAGE_TOKEN_INVALID");
      return toPage(hits, size, ({ rank, productId }) => ({ generation, rank, productId }));
    });
    const { facets = [], total = 0, correctedQuery = "" } = found ?? {};
    return { hits: items, facets, total, correctedQuery, nextPageToken };
  };

/** What a page token belongs to, in a form that JSON has. */
function fingerprint({ prices, ...search }: Search) {
  return { ...search, prices: prices && { ...prices, lowest: `${prices.lowest}`, highest: `${prices.highest}` } };
}
