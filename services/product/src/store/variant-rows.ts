import type { Product } from "../domain/product.ts";

/** True if the products have the same rows of `variants`; all else is in their documents. */
export function sameVariantRows(one: Product, other: Product): boolean {
  return one.variants === other.variants || skusOf(one) === skusOf(other);
}

function skusOf({ variants }: Product): string {
  return variants
    .map(({ variantId, sku }) => `${variantId} ${sku}`)
    .toSorted()
    .join();
}
