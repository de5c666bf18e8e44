import { isDeepStrictEqual } from "node:util";
import type { Product, ProductContent } from "./product.ts";

/** A product as it was, and who made it so. */
export interface ProductVersion {
  readonly version: number;
  readonly createTime: Date;
  /** Empty for what the market did by itself. */
  readonly userId: string;
  readonly changedFields: readonly string[];
  readonly product: Product;
}

const contentFields: readonly (keyof ProductContent)[] = [
  "state",
  "name",
  "slug",
  "description",
  "brand",
  "categoryIds",
  "options",
  "variants",
  "media",
  "attributes",
  "typedAttributes",
  "brandId",
  "tags",
  "translations",
  "publishTime",
  "unpublishTime",
  "relatedProductIds",
];

/** The fields in which the products differ. */
export function differingFields(one: Product, other: Product): readonly (keyof ProductContent | "moderation")[] {
  return [...contentFields, "moderation" as const].filter((field) => !isDeepStrictEqual(one[field], other[field]));
}

/** The change that makes `present` what `former` was: all but its state and its schedule. Variants are known by id or SKU. */
export function restoring(former: Product, present: Product) {
  const { state: _, publishTime: __, unpublishTime: ___, ...content } = former;
  const bySku = new Map(present.variants.map(({ sku, variantId }) => [sku, variantId]));
  const ids = new Set(present.variants.map(({ variantId }) => variantId));
  const fields = contentFields.filter((field) => field in content);
  const change = Object.fromEntries(fields.map((field) => [field, former[field]])) as Partial<ProductContent>;
  const variants = former.variants.map(({ variantId, ...variant }) => ({
    ...variant,
    variantId: ids.has(variantId) ? variantId : bySku.get(variant.sku),
  }));
  return { ...change, variants };
}
