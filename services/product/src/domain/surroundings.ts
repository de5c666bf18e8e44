import type { Brand, BrandId } from "./brand.ts";
import type { Category, CategoryId } from "./category.ts";
import { refuse } from "./errors.ts";
import type { Product, ProductId, VariantId } from "./product.ts";
import type { ProductDraft } from "./product-draft.ts";

/** What a product names besides itself. */
export interface Mentions {
  readonly categoryIds: readonly CategoryId[];
  readonly brandIds: readonly BrandId[];
  readonly productIds: readonly ProductId[];
  /** Parts of bundles. */
  readonly variantIds: readonly VariantId[];
}

/** What there is of it. */
export interface Surroundings {
  /** The categories named, and all above them. */
  readonly categories: ReadonlyMap<CategoryId, Category>;
  readonly brands: ReadonlyMap<BrandId, Brand>;
  readonly productIds: ReadonlySet<ProductId>;
  /** Those that are no bundles. */
  readonly variantIds: ReadonlySet<VariantId>;
}

export const nothingAround: Surroundings = {
  categories: new Map(),
  brands: new Map(),
  productIds: new Set(),
  variantIds: new Set(),
};

type Mentioning = Partial<Pick<ProductDraft, "categoryIds" | "brandId" | "relatedProductIds" | "variants">>;

export function mentionsOf(drafts: readonly Mentioning[]): Mentions {
  const unique = <T>(pick: (draft: Mentioning) => readonly T[] | undefined) => [
    ...new Set(drafts.flatMap((draft) => pick(draft) ?? [])),
  ];
  return {
    categoryIds: unique(({ categoryIds }) => categoryIds),
    brandIds: unique(({ brandId }) => (brandId === undefined ? [] : [brandId])),
    productIds: unique(({ relatedProductIds }) => relatedProductIds),
    variantIds: unique(({ variants }) =>
      variants?.flatMap(({ components }) => components.map(({ variantId }) => variantId)),
    ),
  };
}

/**
 * Refuses what is named and not there: CATEGORY_UNKNOWN, BRAND_UNKNOWN, PRODUCT_UNKNOWN, COMPONENT_UNKNOWN. What the
 * product named before may be gone.
 */
export function requireMentioned(draft: Mentioning, around: Surroundings, before?: Product): void {
  if (mentionsNothing(draft)) return;
  const wanted = mentionsOf([draft]);
  const known = before && mentionsOf([before]);
  const missing = <T>(ids: readonly T[], there: { has(id: T): boolean }, former: readonly T[] = []) =>
    ids.find((id) => !there.has(id) && !former.includes(id));
  const category = missing(wanted.categoryIds, around.categories);
  if (category !== undefined) throw refuse("CATEGORY_UNKNOWN", { metadata: { category_id: category } });
  const brand = missing(wanted.brandIds, around.brands, known?.brandIds);
  if (brand !== undefined) throw refuse("BRAND_UNKNOWN", { metadata: { brand_id: brand } });
  const product = missing(wanted.productIds, around.productIds, known?.productIds);
  if (product !== undefined) throw refuse("PRODUCT_UNKNOWN", { metadata: { product_id: product } });
  const component = missing(wanted.variantIds, around.variantIds, known?.variantIds);
  if (component !== undefined) throw refuse("COMPONENT_UNKNOWN", { metadata: { variant_id: component } });
}

/** The usual case of an import, which is worth not looking any further. */
function mentionsNothing({ categoryIds, brandId, relatedProductIds, variants }: Mentioning): boolean {
  return (
    !categoryIds?.length &&
    brandId === undefined &&
    !relatedProductIds?.length &&
    !variants?.some(({ components }) => components.length > 0)
  );
}

/** The name of its brand, if it has one; else what it is called by hand. */
export function brandNameOf(product: Pick<Product, "brand" | "brandId">, { brands }: Surroundings): string {
  return (product.brandId && brands.get(product.brandId)?.name) ?? product.brand;
}
