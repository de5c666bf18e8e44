import type { VariantLevel } from "./allocate.ts";
import { refuse } from "./errors.ts";
import { type Line, sumLines } from "./line.ts";
import { livingShares, type Reservation, type ReservationExpired } from "./reservation.ts";
import { type Share, takeInOrder, totalOf } from "./share.ts";

/** A reservation with fewer promises, and what was given back of it. */
export interface Release {
  readonly next: Reservation;
  readonly freed: readonly Share[];
}

/**
 * Gives the named units back, or all if none are named; small shares first, so that what is left comes from few
 * warehouses. Nothing happens to a released one. Fails with QUANTITY_TOO_LARGE.
 */
export function release(reservation: Reservation, lines: readonly Line[] = []): Release {
  if (reservation.state === "RELEASED") return { next: reservation, freed: [] };
  const living = livingShares(reservation);
  const freed = lines.length === 0 ? living : sumLines(lines).flatMap((line) => takeSmallest(line, living));
  const next = { ...reservation, version: reservation.version + 1, allocations: without(reservation, freed) };
  return { next: livingShares(next).length === 0 ? { ...next, state: "RELEASED" } : next, freed };
}

/** Gives everything back of a hold that has lapsed, and says so. */
export function expire(reservation: Reservation): Release & { readonly event: ReservationExpired } {
  const { next, freed } = release(reservation);
  const { reservationId: key, version } = next;
  return { next, freed, event: { type: "ReservationExpired", key, version, allocations: freed } };
}

/** The levels once the shares, each of which is of one of them, are given back. */
export function withFreed(levels: readonly VariantLevel[], freed: readonly Share[]): readonly VariantLevel[] {
  const given = unitsByPlace(freed);
  return levels.map((level) => ({ ...level, reserved: level.reserved - (given.get(placeOf(level)) ?? 0n) }));
}

function takeSmallest({ variantId, quantity }: Line, living: readonly Share[]): readonly Share[] {
  const shares = living.filter((share) => share.variantId === variantId);
  const freed = takeInOrder(
    quantity,
    shares.toSorted((a, b) => Number(a.quantity - b.quantity)),
  );
  if (totalOf(freed) < quantity) throw refuse("QUANTITY_TOO_LARGE", { metadata: { variant_id: variantId } });
  return freed;
}

function without({ allocations }: Reservation, freed: readonly Share[]): Reservation["allocations"] {
  const given = unitsByPlace(freed);
  return allocations.map((allocation) => ({
    ...allocation,
    released: allocation.released + (given.get(placeOf(allocation)) ?? 0n),
  }));
}

function unitsByPlace(shares: readonly Share[]): ReadonlyMap<string, bigint> {
  const units = new Map<string, bigint>();
  for (const share of shares) units.set(placeOf(share), (units.get(placeOf(share)) ?? 0n) + share.quantity);
  return units;
}

function placeOf({ variantId, warehouseId }: Pick<Share, "variantId" | "warehouseId">): string {
  return `${variantId} ${warehouseId}`;
}
