import { readFile } from "node:fs/promises";
import type { JsonObject } from "@bufbuild/protobuf";

/** A category of the sample shop; `request` is a CreateCategoryRequest without the parent's id. */
export interface SampleCategory {
  /** Slug of the category it lies in, if any; that one stands before it. */
  readonly parent?: string;
  readonly request: JsonObject & { readonly category: JsonObject & { readonly slug: string } };
}

/** A product of the sample shop; `request` is a CreateProductRequest without the ids of its brand and its categories. */
export interface SampleProduct {
  /** Slugs of the categories it stands in. */
  readonly categories: readonly string[];
  readonly request: JsonObject & {
    readonly product: JsonObject & {
      readonly slug: string;
      readonly brand: string;
      readonly variants: SampleVariant[];
    };
  };
}

/** A collection of the sample shop; `request` is a CreateCollectionRequest without ids. */
export interface SampleCollection {
  /** Names of the brands its rule asks for. */
  readonly brands?: readonly string[];
  /** Slugs of the categories its rule asks for. */
  readonly categories?: readonly string[];
  /** Slugs of the products it has without a rule. */
  readonly products?: readonly string[];
  readonly request: JsonObject & { readonly collection: JsonObject };
}

/** A price list of the sample shop; `request` is a CreatePriceListRequest, `entries` are PriceListEntryInputs with SKUs. */
export interface SamplePriceList {
  readonly request: JsonObject & { readonly requestId: string };
  readonly entries: readonly SampleVariant[];
}

export type SampleVariant = JsonObject & { readonly sku: string };

/** The sample shop's categories, parents first. */
export function sampleCategories(): Promise<readonly SampleCategory[]> {
  return readLines("categories.ndjson");
}

/** The sample shop's brands, as CreateBrandRequests. */
export function sampleBrands(): Promise<readonly JsonObject[]> {
  return readLines("brands.ndjson");
}

/** The sample shop's collections, by rule and by hand. */
export function sampleCollections(): Promise<readonly SampleCollection[]> {
  return readLines("collections.ndjson");
}

/** The sample shop's price lists. */
export function samplePriceLists(): Promise<readonly SamplePriceList[]> {
  return readLines("price-lists.ndjson");
}

/** The sample shop's products. */
export function sampleProducts(): Promise<readonly SampleProduct[]> {
  return readLines("products.ndjson");
}

/** Standard rates of a dozen countries and more, as SetTaxRuleRequests. */
export function sampleTaxRules(): Promise<readonly JsonObject[]> {
  return readLines("tax-rules.ndjson");
}

/** One promotion of each kind, as CreatePromotionRequests. */
export function samplePromotions(): Promise<readonly JsonObject[]> {
  return readLines("promotions.ndjson");
}

async function readLines<T>(name: string): Promise<readonly T[]> {
  const text = await readFile(new URL(name, import.meta.url), "utf8");
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as T);
}
