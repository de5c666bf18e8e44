import type { Clock, Decision, Ids, Page, RequestKey } from "#mesh/kernel";
import type { Category, CategoryEvent, CategoryId } from "../domain/category.ts";
import type { CataloguePart } from "../domain/claimed-catalogue.ts";
import type { Product, ProductEvent, ProductId, ProductState, VariantId } from "../domain/product.ts";
import type { UpsertDecision, UpsertResult, UpsertScope } from "../domain/upsert-products.ts";

/** What the use cases need. */
export interface ProductPorts {
  readonly products: ProductStore;
  readonly categories: CategoryStore;
  readonly clock: Clock;
  readonly ids: Ids;
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
  /** Fails with SKU_TAKEN, SLUG_TAKEN. */
  create(decide: () => Decision<Product, ProductEvent>, request?: RequestKey): Promise<Product>;
  /**
   * Creates and changes products together; answers the results. `decide` gets what there is of the scope, and may run
   * more than once: until nobody else took a SKU or slug of it meanwhile.
   */
  upsert(
    scope: UpsertScope,
    decide: (present: CataloguePart) => UpsertDecision,
    request?: RequestKey,
  ): Promise<readonly UpsertResult[]>;
  /** Fails with RESOURCE_NOT_FOUND, SKU_TAKEN, SLUG_TAKEN. `decide` may run more than once. */
  change(
    productId: ProductId,
    decide: (product: Product) => Decision<Product, ProductEvent>,
    request?: RequestKey,
  ): Promise<Product>;
}

/** Conditions a product must meet, all of them; an absent one asks for nothing. */
export interface ProductFilter {
  readonly state?: ProductState | undefined;
  /** The category or any above it. */
  readonly categoryId?: CategoryId | undefined;
  readonly brand?: string | undefined;
  readonly slug?: string | undefined;
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
  /** Fails with SLUG_TAKEN. */
  create(decide: () => Decision<Category, CategoryEvent>, request?: RequestKey): Promise<Category>;
  /** Fails with RESOURCE_NOT_FOUND, SLUG_TAKEN. */
  change(
    categoryId: CategoryId,
    decide: (category: Category) => Decision<Category, CategoryEvent>,
    request?: RequestKey,
  ): Promise<Category>;
}
