import type { Decision, Ids } from "#mesh/kernel";
import { checkProduct } from "./check-product.ts";
import type { Product, ProductCreated } from "./product.ts";
import { type ProductDraft, withVariantIds } from "./product-draft.ts";
import { slugOf } from "./slug.ts";

/** A new product. Fails with VARIANT_UNKNOWN, or as `checkProduct` does. */
export function createProduct(draft: ProductDraft, now: Date, ids: Ids): Decision<Product, ProductCreated> {
  const next = checkProduct({
    ...draft,
    slug: draft.slug || slugOf(draft.name),
    variants: withVariantIds(draft.variants, [], ids),
    productId: ids.next("prd"),
    version: 1,
    createTime: now,
    updateTime: now,
  });
  return { next, events: [{ type: "ProductCreated", key: next.productId, version: 1, product: next }] };
}
