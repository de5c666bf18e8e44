import type { Clock, Decision, Ids, Page, RequestKey } from "#mesh/kernel";
import type { Brand, BrandEvent, BrandId } from "../domain/brand.ts";
import type { Category, CategoryEvent, CategoryId } from "../domain/category.ts";
import type { CataloguePart } from "../domain/claimed-catalogue.ts";
import type { Collection, CollectionEvent, CollectionId } from "../domain/collection.ts";
import type { ModerationState } from "../domain/moderation.ts";
import type { Product, ProductEvent, ProductId, ProductState, VariantId } from "../domain/product.ts";
import type { ImportProgress } from "../domain/product-import.ts";
import type { ProductVersion } from "../domain/product-version.ts";
import type { Mentions, Surroundings } from "../domain/surroundings.ts";
import type { UpsertDecision, UpsertResult, UpsertScope } from "../domain/upsert-products.ts";

/** What the use cases need. */
export interface ProductPorts {
  readonly products: ProductStore;
  readonly categories: CategoryStore;
  readonly brands: BrandStore;
  readonly collections: CollectionStore;
  readonly history: ProductHistory;
  readonly imports: ImportStore;
  readonly news: ProductNewsSource;
  readonly clock: Clock;
  readonly ids: Ids;
  /** The language of the catalogue's own texts, such as "en". */
  readonly language: string;
}

/** What a slug names: its present holder before those that had it, a slug of the language before one of another. */
export interface BySlug<T> {
  readonly found: T;
  /** True if it has the slug no more. */
  readonly moved: boolean;
}

/** Keeps products. A change, its events and the answer to its request key are committed together or not at all. */
export interface ProductStore {
  find(productId: ProductId): Promise<Product | undefined>;
  /** Those that exist, in no particular order. */
  findMany(productIds: readonly ProductId[]): Promise<readonly Product[]>;
  /** The products that hold the variants, in no particular order. */
  findByVariants(variantIds: readonly VariantId[]): Promise<readonly Product[]>;
  /** Newest first, after the product of the key. */
  page(filter: ProductFilter, after: ProductId | undefined, size: number): Promise<Page<Product, ProductId>>;
  findBySlug(slug: string, languageCode: string): Promise<BySlug<Product> | undefined>;
  /** Newest first, of this seller, after the product of the key. */
  pageOfSeller(sellerId: string, after: ProductId | undefined, size: number): Promise<Page<Product, ProductId>>;
  /** In the order of the ids, behind the product of the key. */
  pageOfAll(after: ProductId | undefined, size: number): Promise<Page<Product, ProductId>>;
  /** Products whose schedule is due. */
  due(now: Date, size: number): Promise<readonly ProductId[]>;
  /** `decide` gets what there is of the mentions. Fails with SKU_TAKEN, SLUG_TAKEN. */
  create(
    decide: (around: Surroundings) => Decision<Product, ProductEvent>,
    request?: RequestKey,
    mentions?: Mentions,
  ): Promise<Product>;
  /**
   * Creates and changes products together; answers the results. `decide` gets what there is of the scope, and may run
   * more than once: until nobody else took a SKU or slug of it meanwhile.
   */
  upsert(
    scope: UpsertScope,
    decide: (present: CataloguePart, around: Surroundings) => UpsertDecision,
    request?: RequestKey,
  ): Promise<readonly UpsertResult[]>;
  /**
   * `decide` gets what there is of the mentions and of the categories the product stands in, and may run more than once.
   * Fails with RESOURCE_NOT_FOUND, SKU_TAKEN, SLUG_TAKEN.
   */
  change(
    productId: ProductId,
    decide: (product: Product, around: Surroundings) => Decision<Product, ProductEvent>,
    request?: RequestKey,
    mentions?: Mentions,
  ): Promise<Product>;
}

/** Conditions a product must meet, all of them; an absent one asks for nothing. */
export interface ProductFilter {
  readonly state?: ProductState | undefined;
  /** The category or any above it. */
  readonly categoryId?: CategoryId | undefined;
  readonly brand?: string | undefined;
  readonly slug?: string | undefined;
  readonly moderation?: ModerationState | undefined;
}

/** Keeps categories, on the terms of ProductStore. */
export interface CategoryStore {
  find(categoryId: CategoryId): Promise<Category | undefined>;
  findMany(categoryIds: readonly CategoryId[]): Promise<readonly Category[]>;
  /** Oldest first, after the category of the key; all of them, or the direct children of `parentId`. */
  page(
    parentId: CategoryId | undefined,
    after: CategoryId | undefined,
    size: number,
  ): Promise<Page<Category, CategoryId>>;
  findBySlug(slug: string): Promise<BySlug<Category> | undefined>;
  /** `decide` gets the parent, which does not move meanwhile. Fails with SLUG_TAKEN, CATEGORY_UNKNOWN (the parent). */
  create(
    parentId: CategoryId | undefined,
    decide: (parent: Category | undefined) => Decision<Category, CategoryEvent>,
    request?: RequestKey,
  ): Promise<Category>;
  /**
   * Puts the category with all below it, and their products, under what `decide` says. One move at a time; products
   * that are placed meanwhile wait. Fails with RESOURCE_NOT_FOUND, CATEGORY_UNKNOWN (the parent).
   */
  move(
    categoryId: CategoryId,
    parentId: CategoryId | undefined,
    decide: (category: Category, parent: Category | undefined, levels: number) => Decision<Category, CategoryEvent>,
    request?: RequestKey,
  ): Promise<Category>;
  /** Fails with RESOURCE_NOT_FOUND, SLUG_TAKEN. */
  change(
    categoryId: CategoryId,
    decide: (category: Category) => Decision<Category, CategoryEvent>,
    request?: RequestKey,
  ): Promise<Category>;
}

/** Keeps brands, on the terms of ProductStore. */
export interface BrandStore {
  find(brandId: BrandId): Promise<Brand | undefined>;
  /** Oldest first, after the brand of the key. */
  page(after: BrandId | undefined, size: number): Promise<Page<Brand, BrandId>>;
  /** Products that carry a name which their brand has no more. */
  carryingFormerNames(size: number): Promise<readonly ProductId[]>;
  /** Fails with BRAND_NAME_TAKEN, SLUG_TAKEN. */
  create(decide: () => Decision<Brand, BrandEvent>, request?: RequestKey): Promise<Brand>;
  /** Fails with RESOURCE_NOT_FOUND, BRAND_NAME_TAKEN, SLUG_TAKEN. */
  change(brandId: BrandId, decide: (brand: Brand) => Decision<Brand, BrandEvent>, request?: RequestKey): Promise<Brand>;
}

/** Keeps collections, on the terms of ProductStore, and which products their rules fit. */
export interface CollectionStore {
  find(collectionId: CollectionId): Promise<Collection | undefined>;
  /** Oldest first, after the collection of the key. */
  page(after: CollectionId | undefined, size: number): Promise<Page<Collection, CollectionId>>;
  /** Published products by hand, in their order; keys are places, counted from 1. */
  chosenProducts(collectionId: CollectionId, after: number, size: number): Promise<Page<Product, number>>;
  /** Published products that the rule fits, newest first. */
  fittingProducts(
    collectionId: CollectionId,
    after: ProductId | undefined,
    size: number,
  ): Promise<Page<Product, ProductId>>;
  /** Fails with SLUG_TAKEN, PRODUCT_UNKNOWN. */
  create(decide: () => Decision<Collection, CollectionEvent>, request?: RequestKey): Promise<Collection>;
  /** Fails with RESOURCE_NOT_FOUND, SLUG_TAKEN, PRODUCT_UNKNOWN. */
  change(
    collectionId: CollectionId,
    decide: (collection: Collection) => Decision<Collection, CollectionEvent>,
    request?: RequestKey,
  ): Promise<Collection>;
  /** Tries all rules on a product as it is now. */
  refit(productId: ProductId): Promise<void>;
  /** Tries new rules on the next `size` products each; false if none is left to be tried. */
  fill(size: number): Promise<boolean>;
}

/** What products were. */
export interface ProductHistory {
  /** Newest first, before the version of the key. */
  page(productId: ProductId, before: number | undefined, size: number): Promise<Page<ProductVersion, number>>;
  find(productId: ProductId, version: number): Promise<ProductVersion | undefined>;
}

/** Keeps how far imports are. */
export interface ImportStore {
  find(caller: string, importId: string): Promise<ImportProgress | undefined>;
  /** Keeps the progress if it is at `nextRow` before, or there is none and that is 0; false if not. */
  advance(caller: string, nextRow: number, progress: ImportProgress): Promise<boolean>;
}

/** A place in the order of all news: so many of them behind a place in the log. */
export interface NewsPosition {
  readonly after: bigint;
  readonly skipped: number;
}

/** A change of a product, and where it lies in the order of all. */
export interface ProductNews {
  readonly position: NewsPosition;
  readonly product: Product;
  readonly changedFields: readonly string[];
}

/** Tells what happens to products, in the order it happened. */
export interface ProductNewsSource {
  /** Where it ends now. */
  end(): Promise<NewsPosition>;
  /** The news behind the position, as they come, until the signal fires. */
  after(position: NewsPosition, signal: AbortSignal): AsyncIterable<ProductNews>;
}
