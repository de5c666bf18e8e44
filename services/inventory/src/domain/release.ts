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
  const keyOf = ({ variantId, warehouseId }: Share) => `${variantId} ${warehouseId}`;
  const given = new Map(freed.map((share) => [keyOf(share), share.quantity]));
  return allocations.map((allocation) => ({
    ...allocation,
    released: allocation.released + (given.get(keyOf(allocation)) ?? 0n),
  }));
}
