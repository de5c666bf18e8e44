import type { Line } from "./line.ts";
import type { WarehouseId } from "./warehouse.ts";

/** Units of a variant in one warehouse. */
export interface Share extends Line {
  readonly warehouseId: WarehouseId;
}

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
  const keyOf = ({ variantId, warehouseId }: Share) => `${variantId} ${warehouseId}`;
  return shares.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export function totalOf(lines: readonly Line[]): bigint {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0n);
}
