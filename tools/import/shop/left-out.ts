import type { RowError } from "../../table-file/mod.ts";
import { errorAt } from "./check-product.ts";
import { variantPlace } from "./place-of.ts";
import type { RawProduct } from "./raw-product.ts";

/** The errors, and one for each row of the product that is left out because of them. */
export function withLeftOut(product: RawProduct, errors: readonly RowError[]): readonly RowError[] {
  const lines = new Set(errors.map(({ line }) => line));
  const others = product.variants.flatMap(({ line }, index) => {
    const because = `left out, because line ${errors[0]?.line} of the same product is wrong`;
    return lines.has(line) ? [] : [errorAt(variantPlace(product, "sku", index), because)];
  });
  return [...errors, ...others];
}
