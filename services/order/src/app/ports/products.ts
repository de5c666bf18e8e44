import type { SoldVariant, VariantId } from "../../domain/cart.ts";

/** Knows what is sold. */
export interface Products {
  /** Those of the variants that are for sale, in no particular order. */
  findForSale(variantIds: readonly VariantId[]): Promise<readonly SoldVariant[]>;
}
