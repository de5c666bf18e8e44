import type { DomainError } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { Line } from "./line.ts";
import { type Share, takeInOrder, totalOf } from "./share.ts";
import { availableAt, type StockLevel, type VariantId } from "./stock.ts";

/** What a warehouse holds of one of several variants. */
export interface VariantLevel extends StockLevel {
  readonly variantId: VariantId;
}

/** A variant of which fewer units are available than wanted. */
export interface Shortage {
  readonly variantId: VariantId;
  readonly available: bigint;
  readonly wanted: bigint;
}

/** Where the units of all lines come from, or the first variant that lacks some. */
export type Plan = { readonly shares: readonly Share[] } | { readonly shortage: Shortage };

/**
 * Plans where the units of each line come from: the warehouse with the most units if it has them all, else those with
 * the most, as few as possible; of equals the oldest. Expects one line a variant.
 */
export function allocate(lines: readonly Line[], levels: readonly VariantLevel[]): Plan {
  const byVariant = Map.groupBy(levels, ({ variantId }) => variantId);
  const shares: Share[] = [];
  for (const { variantId, quantity } of lines) {
    const taken = takeInOrder(quantity, mostFirst(byVariant.get(variantId) ?? []));
    const available = totalOf(taken);
    if (available < quantity) return { shortage: { variantId, available, wanted: quantity } };
    shares.push(...taken);
  }
  return { shares };
}

/** OUT_OF_STOCK with the numbers of the shortage. */
export function outOfStock({ variantId, available, wanted }: Shortage): DomainError {
  const metadata = { variant_id: variantId, available: `${available}`, wanted: `${wanted}` };
  return refuse("OUT_OF_STOCK", { metadata });
}

function mostFirst(levels: readonly VariantLevel[]): readonly Share[] {
  return levels
    .map(({ variantId, warehouseId, ...level }) => ({ variantId, warehouseId, quantity: availableAt(level) }))
    .filter(({ quantity }) => quantity > 0n)
    .toSorted((a, b) => Number(b.quantity - a.quantity) || (a.warehouseId < b.warehouseId ? -1 : 1));
}
