import type { DomainError } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { Line } from "./line.ts";
import { availableAt, type StockLevel, type VariantId } from "./stock.ts";
import type { WarehouseId } from "./warehouse.ts";

/** What a warehouse holds of one of several variants. */
export interface VariantLevel extends StockLevel {
  readonly variantId: VariantId;
}

/** Units of a variant to be promised from one warehouse. */
export interface Share extends Line {
  readonly warehouseId: WarehouseId;
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
 * Plans where the units of each line come from: the one warehouse with the most if it has them all, else several, those
 * with more units first; of equals the oldest. Expects one line a variant.
 */
export function allocate(lines: readonly Line[], levels: readonly VariantLevel[]): Plan {
  const byVariant = Map.groupBy(levels, ({ variantId }) => variantId);
  const shares: Share[] = [];
  for (const line of lines) {
    const taken = takeFromMost(line, byVariant.get(line.variantId) ?? []);
    const available = totalOf(taken);
    if (available < line.quantity) return { shortage: { variantId: line.variantId, available, wanted: line.quantity } };
    shares.push(...taken);
  }
  return { shares };
}

/** OUT_OF_STOCK with the numbers of the shortage. */
export function outOfStock({ variantId, available, wanted }: Shortage): DomainError {
  const metadata = { variant_id: variantId, available: `${available}`, wanted: `${wanted}` };
  return refuse("OUT_OF_STOCK", { metadata });
}

function takeFromMost({ variantId, quantity }: Line, levels: readonly VariantLevel[]): readonly Share[] {
  const shares: Share[] = [];
  let missing = quantity;
  for (const level of levels.toSorted(byMostAvailable)) {
    const taken = smaller(availableAt(level), missing);
    if (taken <= 0n) break;
    shares.push({ variantId, warehouseId: level.warehouseId, quantity: taken });
    missing -= taken;
  }
  return shares;
}

function byMostAvailable(a: VariantLevel, b: VariantLevel): number {
  const difference = availableAt(b) - availableAt(a);
  if (difference !== 0n) return difference < 0n ? -1 : 1;
  return a.warehouseId < b.warehouseId ? -1 : 1;
}

function totalOf(shares: readonly Share[]): bigint {
  return shares.reduce((sum, { quantity }) => sum + quantity, 0n);
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
