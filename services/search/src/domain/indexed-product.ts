import type { Id, Money } from "#mesh/kernel";

export type ProductId = Id<"prd">;
export type CategoryId = Id<"cat">;

/** A product as the product service tells of it. */
export interface CatalogueProduct {
  readonly productId: ProductId;
  /** Counted from 1; of two tellings the higher one is the truth. */
  readonly version: number;
  /** Others are not found. */
  readonly isPublished: boolean;
  readonly name: string;
  readonly slug: string;
  readonly brand: string;
  readonly description: string;
  readonly skus: readonly string[];
  /** Names and values of attributes, and values of options. */
  readonly facts: readonly string[];
  /** Where it was put; what lies above follows from the categories. */
  readonly categoryIds: readonly CategoryId[];
  /** One per currency: that of the cheapest variant. The first variant's currency comes first. */
  readonly prices: readonly Money[];
  readonly imageUrl: string;
}

/** A category as the product service tells of it. */
export interface CatalogueCategory {
  readonly categoryId: CategoryId;
  /** Counted from 1. */
  readonly version: number;
  /** The one it lies in; undefined at the top. */
  readonly parentId: CategoryId | undefined;
  readonly name: string;
}

/** What changed in the catalogue, as it is from now on. */
export interface CatalogueChanges {
  readonly products: readonly CatalogueProduct[];
  readonly categories: readonly CatalogueCategory[];
}

/** The cheapest price in each currency, in the order in which the currencies first appear. */
export function lowestPrices(prices: readonly Money[]): Money[] {
  const lowest = new Map<string, Money>();
  for (const price of prices) {
    const known = lowest.get(price.currencyCode);
    if (known === undefined || price.minorUnits < known.minorUnits) lowest.set(price.currencyCode, price);
  }
  return [...lowest.values()];
}

/** The last telling of each product and category. */
export function lastOf({ products, categories }: CatalogueChanges): CatalogueChanges {
  return {
    products: newest(products, ({ productId }) => productId),
    categories: newest(categories, ({ categoryId }) => categoryId),
  };
}

function newest<T extends { readonly version: number }>(tellings: readonly T[], idOf: (telling: T) => string): T[] {
  const last = new Map<string, T>();
  for (const telling of tellings) {
    const known = last.get(idOf(telling));
    if (known === undefined || known.version < telling.version) last.set(idOf(telling), telling);
  }
  return [...last.values()];
}
