import type { Money } from "#mesh/kernel";
import type { CategoryId, ProductId } from "./indexed-product.ts";
import type { PriceRange } from "./price-range.ts";

export type SearchOrder = "RELEVANCE" | "PRICE_ASCENDING" | "PRICE_DESCENDING" | "NEWEST";

/** What somebody looks for. */
export interface Search {
  /** As typed; empty for everything. */
  readonly query: string;
  readonly categoryId: CategoryId | undefined;
  readonly brand: string | undefined;
  /** Of the prices to show and to sort by. */
  readonly currencyCode: string | undefined;
  readonly prices: PriceRange | undefined;
  readonly order: SearchOrder;
}

/** A place in what was found, which is sorted by `rank`, highest first, then by id, newest first. */
export interface ResultKey {
  /** The index the place is in. */
  readonly generation: bigint;
  readonly rank: number;
  readonly productId: ProductId;
}

export interface Hit {
  readonly productId: ProductId;
  readonly name: string;
  readonly slug: string;
  readonly brand: string;
  readonly price: Money | undefined;
  readonly imageUrl: string;
  readonly score: number;
  readonly rank: number;
}

export interface Facet {
  readonly field: "category_id" | "brand" | "price";
  readonly buckets: readonly Bucket[];
}

export interface Bucket {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** A page of what was found. */
export interface Found {
  readonly generation: bigint;
  /** One more than the page has, if there are more. */
  readonly hits: readonly Hit[];
  /** None but on the first page. */
  readonly facets: readonly Facet[];
  /** Counted up to 10,000. */
  readonly total: number;
  /** Empty if nothing was corrected. */
  readonly correctedQuery: string;
}

export interface Suggestion {
  readonly text: string;
  /** Undefined for words that name no single product. */
  readonly productId: ProductId | undefined;
}

/** Found products are counted, and sorted, up to this many. */
export const mostFound = 10_000;
