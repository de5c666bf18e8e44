import type { VariantId } from "./stock.ts";

/** Units of a variant. */
export interface Line {
  readonly variantId: VariantId;
  /** At least 1. */
  readonly quantity: bigint;
}

/** One line a variant, in the order of their first mention. */
export function sumLines(lines: readonly Line[]): readonly Line[] {
  const sums = new Map<VariantId, bigint>();
  for (const { variantId, quantity } of lines) sums.set(variantId, (sums.get(variantId) ?? 0n) + quantity);
  return [...sums].map(([variantId, quantity]) => ({ variantId, quantity }));
}
