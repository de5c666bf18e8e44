import type { SoldVariant, VariantId } from "../../domain/cart.ts";

/** Knows what there is, for sale or not. */
export interface Variants {
  /** Those of the variants that there are, in no particular order. */
  find(variantIds: readonly VariantId[]): Promise<readonly SoldVariant[]>;
}
