import { isDeepStrictEqual } from "node:util";
import { type Decision, type Ids, refuse as refuseShared } from "#mesh/kernel";
import { checkProduct } from "./check-product.ts";
import { refuse } from "./errors.ts";
import type { Product, ProductContent, ProductState, ProductUpdated } from "./product.ts";
import { type ProductDraft, withVariantIds } from "./product-draft.ts";
import { slugOf } from "./slug.ts";

/** The fields to change; what is absent stays as it is. */
export type ProductChange = Partial<ProductDraft>;

const nextStates: Readonly<Record<ProductState, readonly ProductState[]>> = {
  DRAFT: ["PUBLISHED", "ARCHIVED"],
  PUBLISHED: ["DRAFT", "ARCHIVED"],
  ARCHIVED: ["DRAFT"],
};

/**
 * The product with the change; one that changes nothing gives no new version and no event. An empty etag fits any
 * version. Fails with ETAG_MISMATCH, STATE_CHANGE_NOT_ALLOWED, VARIANT_UNKNOWN, or as `checkProduct` does.
 */
export function updateProduct(
  product: Product,
  change: ProductChange,
  etag: string,
  now: Date,
  ids: Ids,
): Decision<Product, ProductUpdated> {
  if (etag !== "" && etag !== String(product.version)) throw refuseShared("ETAG_MISMATCH");
  const content = { ...product, ...change };
  const changed = checkProduct({
    ...content,
    slug: content.slug || slugOf(content.name),
    state: moveState(product.state, content.state),
    variants: change.variants ? withVariantIds(change.variants, product.variants, ids) : product.variants,
  });
  const fields = (Object.keys(change) as (keyof ProductContent)[]).filter(
    (field) => !isDeepStrictEqual(changed[field], product[field]),
  );
  if (fields.length === 0) return { next: product, events: [] };
  const next = { ...changed, version: product.version + 1, updateTime: now };
  const { productId: key, version } = next;
  return { next, events: [{ type: "ProductUpdated", key, version, product: next, changedFields: fields }] };
}

function moveState(from: ProductState, to: ProductState): ProductState {
  if (from === to || nextStates[from].includes(to)) return to;
  throw refuse("STATE_CHANGE_NOT_ALLOWED", { metadata: { from, to } });
}
