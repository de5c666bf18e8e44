import { createHash } from "node:crypto";
import type { RowError } from "../../table-file/mod.ts";
import { errorAt } from "./check-product.ts";
import { variantPlace } from "./place-of.ts";
import type { RawProduct } from "./raw-product.ts";

/**
 * Tells SKUs that come again in a file: the later product would silently take the place of the earlier one. It keeps a
 * number for each SKU, not the text.
 */
export function createSkuCheck(): (product: RawProduct) => readonly RowError[] {
  const lines = new Map<number, number>();
  return (product) => {
    const errors = product.variants.flatMap(({ sku }, index) => {
      const before = lines.get(numberOf(sku));
      if (sku === "" || before === undefined) return [];
      return [errorAt(variantPlace(product, "sku", index), `the SKU was on line ${before} already`)];
    });
    if (errors.length === 0) for (const { sku, line } of product.variants) lines.set(numberOf(sku), line);
    return errors;
  };
}

/** 48 bits: among a million SKUs two have the same with a probability of 1 in 500. */
function numberOf(sku: string): number {
  return createHash("sha256").update(sku).digest().readUIntBE(0, 6);
}
