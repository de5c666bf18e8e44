import type { Line } from "./line.ts";
import type { VariantId } from "./stock.ts";
import type { WarehouseId } from "./warehouse.ts";

/** A variant in one warehouse. */
export interface Place {
  readonly variantId: VariantId;
  readonly warehouseId: WarehouseId;
}

/** Units of a variant in one warehouse. */
export interface Share extends Line, Place {}

/** Takes from the sources, in their order, until `wanted` units are taken or there are no more. */
export function takeInOrder(wanted: bigint, sources: readonly Share[]): readonly Share[] {
  const taken: Share[] = [];
  let missing = wanted;
  for (const source of sources) {
    if (missing === 0n) break;
    const share = source.quantity < missing ? source : { ...source, quantity: missing };
    taken.push(share);
    missing -= share.quantity;
  }
  return taken;
}

/** Sorted by variant, then warehouse: the order in which reservations are read back. */
export function inOrder(shares: readonly Share[]): readonly Share[] {
  return shares.toSorted((a, b) => compare(a.variantId, b.variantId) || compare(a.warehouseId, b.warehouseId));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Tells how many units of the shares are at a place. */
export function unitsByPlace(shares: readonly Share[]): (place: Place) => bigint {
  const units = new Map<string, bigint>();
  for (const share of shares) units.set(placeKey(share), (units.get(placeKey(share)) ?? 0n) + share.quantity);
  return (place) => units.get(placeKey(place)) ?? 0n;
}

/** Differs between places. */
export function placeKey({ variantId, warehouseId }: Place): string {
  return `${variantId} ${warehouseId}`;
}

export function totalOf(lines: readonly Line[]): bigint {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0n);
}
