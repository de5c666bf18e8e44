import { createIds } from "#mesh/kernel";
import type { CatalogueCategory, CatalogueProduct } from "../src/domain/indexed-product.ts";
import type { Search } from "../src/domain/search.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds({ now: () => new Date() });

export function aProduct(change: Partial<CatalogueProduct> = {}): CatalogueProduct {
  const productId = ids.next("prd");
  return {
    productId,
    version: 1,
    isPublished: true,
    name: "Stoneware mug",
    slug: `stoneware-mug-${productId.slice(-6)}`,
    brand: "Kilnworks",
    description: "Keeps its glaze in the dishwasher.",
    skus: [],
    facts: [],
    categoryIds: [],
    prices: [{ currencyCode: "EUR", minorUnits: 1290n }],
    imageUrl: "https://media.example/mug.jpg",
    ...change,
  };
}

export function aCategory(change: Partial<CatalogueCategory> = {}): CatalogueCategory {
  return { categoryId: ids.next("cat"), version: 1, parentId: undefined, name: "Kitchen", ...change };
}

export function aSearch(change: Partial<Search> = {}): Search {
  return {
    query: "",
    categoryId: undefined,
    brand: undefined,
    currencyCode: undefined,
    prices: undefined,
    order: "RELEVANCE",
    ...change,
  };
}
