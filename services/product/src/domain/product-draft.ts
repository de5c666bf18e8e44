import type { Ids } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { ProductContent, Variant, VariantId } from "./product.ts";

/** A product as the staff writes it: new variants have no id yet, and an empty slug asks for one made from the name. */
export interface ProductDraft extends Omit<ProductContent, "variants"> {
  readonly variants: readonly VariantDraft[];
}

export interface VariantDraft extends Omit<Variant, "variantId"> {
  readonly variantId?: VariantId | undefined;
}

/** Gives new variants an id. Fails with VARIANT_UNKNOWN for an id that is none of the present ones. */
export function withVariantIds(drafts: readonly VariantDraft[], present: readonly Variant[], ids: Ids): Variant[] {
  const known = new Set(present.map(({ variantId }) => variantId));
  return drafts.map(({ variantId, ...draft }) => {
    if (variantId !== undefined && !known.has(variantId)) {
      throw refuse("VARIANT_UNKNOWN", { metadata: { variant_id: variantId } });
    }
    return { variantId: variantId ?? ids.next("var"), ...draft };
  });
}
