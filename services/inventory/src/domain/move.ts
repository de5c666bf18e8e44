import type { Allocation } from "./reservation.ts";
import { type Place, type Share, unitsByPlace } from "./share.ts";

/** Units of allocations that moved, each of a place the allocations have. */
export interface MovedUnits {
  /** Promised ones that were given back. */
  readonly freed?: readonly Share[];
  /** Promised ones that a carrier got. */
  readonly shipped?: readonly Share[];
  /** Those a carrier had that came back. */
  readonly returned?: readonly Share[];
}

/** The allocations after the move. */
export function withUnits(
  allocations: readonly Allocation[],
  { freed = [], shipped = [], returned = [] }: MovedUnits,
): readonly Allocation[] {
  const [free, ship, back] = [unitsByPlace(freed), unitsByPlace(shipped), unitsByPlace(returned)];
  return allocations.map((allocation) => ({
    ...allocation,
    released: allocation.released + free(allocation) + back(allocation),
    shipped: allocation.shipped + ship(allocation) - back(allocation),
  }));
}

/** What moves at one place: signed changes of its allocation; on hand falls by `shipped`, reserved by both. */
export interface PlaceMove extends Place {
  readonly released: bigint;
  readonly shipped: bigint;
}

/** The moves of each allocation that changed, in the order of the allocations, which are the same places in both. */
export function movesBetween(before: readonly Allocation[], next: readonly Allocation[]): readonly PlaceMove[] {
  return next
    .map(({ variantId, warehouseId, released, shipped }, index) => ({
      variantId,
      warehouseId,
      released: released - (before[index]?.released ?? 0n),
      shipped: shipped - (before[index]?.shipped ?? 0n),
    }))
    .filter(({ released, shipped }) => released !== 0n || shipped !== 0n);
}
