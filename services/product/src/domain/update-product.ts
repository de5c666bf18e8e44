import { isDeepStrictEqual } from "node:util";
import { type Decision, type Ids, refuse as refuseShared } from "#mesh/kernel";
import { checkAttributes } from "./check-attributes.ts";
import { checkProduct } from "./check-product.ts";
import { refuse } from "./errors.ts";
import type { Product, ProductContent, ProductState, ProductUpdated } from "./product.ts";
import { type ProductDraft, withVariantIds } from "./product-draft.ts";
import { slugOf } from "./slug.ts";
import { brandNameOf, nothingAround, requireMentioned } from "./surroundings.ts";

/** The fields to change; what is absent stays as it is. */
export type ProductChange = Partial<ProductDraft>;

const nextStates: Readonly<Record<ProductState, readonly ProductState[]>> = {
  DRAFT: ["PUBLISHED", "ARCHIVED"],
  PUBLISHED: ["DRAFT", "ARCHIVED"],
  ARCHIVED: ["DRAFT"],
};

/** Changes of these are held against the definitions of the categories, which may be others than when it was made. */
const stated: readonly (keyof ProductChange)[] = ["typedAttributes", "variants", "categoryIds", "state"];

/**
 * The product with the change; one that changes nothing gives no new version and no event. An empty etag fits any
 * version. Fails with ETAG_MISMATCH, STATE_CHANGE_NOT_ALLOWED, NOT_APPROVED, VARIANT_UNKNOWN, or as
 * `requireMentioned`, `checkProduct` and, if what it states may be affected, `checkAttributes` do.
 */
export function updateProduct(
  product: Product,
  change: ProductChange,
  etag: string,
  now: Date,
  ids: Ids,
  around = nothingAround,
): Decision<Product, ProductUpdated> {
  if (etag !== "" && etag !== String(product.version)) throw refuseShared("ETAG_MISMATCH");
  requireMentioned(change, around, product);
  const content = { ...product, ...change };
  const changed = checkProduct({
    ...content,
    brand: brandNameOf(content, around),
    slug: content.slug || slugOf(content.name),
    state: moveState(product.state, content.state),
    variants: change.variants ? withVariantIds(change.variants, product.variants, ids) : product.variants,
  });
  if (changed.state === "PUBLISHED" && (changed.moderation?.state ?? "APPROVED") !== "APPROVED") {
    throw refuse("NOT_APPROVED");
  }
  if (stated.some((field) => field in change)) checkAttributes(changed, around.categories);
  const fields = ([...new Set([...Object.keys(change), "brand"])] as (keyof ProductContent)[]).filter(
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
