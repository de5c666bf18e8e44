import type { Decision, Ids } from "#mesh/kernel";
import { checkAttributes } from "./check-attributes.ts";
import { checkProduct } from "./check-product.ts";
import type { Product, ProductCreated } from "./product.ts";
import { type ProductDraft, withVariantIds } from "./product-draft.ts";
import { slugOf } from "./slug.ts";
import { brandNameOf, nothingAround, requireMentioned } from "./surroundings.ts";

/** A new product. Fails with VARIANT_UNKNOWN, or as `requireMentioned`, `checkProduct` and `checkAttributes` do. */
export function createProduct(
  draft: ProductDraft,
  now: Date,
  ids: Ids,
  around = nothingAround,
): Decision<Product, ProductCreated> {
  requireMentioned(draft, around);
  const next = checkProduct({
    sellerId: undefined,
    moderation: undefined,
    ...draft,
    brand: brandNameOf(draft, around),
    slug: draft.slug || slugOf(draft.name),
    variants: withVariantIds(draft.variants, [], ids),
    productId: ids.next("prd"),
    version: 1,
    createTime: now,
    updateTime: now,
  });
  checkAttributes(next, around.categories);
  return { next, events: [{ type: "ProductCreated", key: next.productId, version: 1, product: next }] };
}
