import { refuse } from "./errors.ts";
import { type Line, sumLines } from "./line.ts";
import { withUnits } from "./move.ts";
import { livingShares, type Reservation } from "./reservation.ts";
import { type Share, takeInOrder } from "./share.ts";

/** A reservation with fewer promises, and what left the warehouses for it. */
export interface Departure {
  readonly next: Reservation;
  readonly sent: readonly Share[];
}

/**
 * Hands the lines' units to a carrier, or as many of them as are still promised: what was released before came back
 * before it was known to be gone. Takes from the warehouses in the order of their ids. Fails with HOLD_EXPIRED of a
 * hold: only what is sold is sent.
 */
export function ship(reservation: Reservation, lines: readonly Line[]): Departure {
  if (reservation.state === "HELD") throw refuse("HOLD_EXPIRED");
  const living = Map.groupBy(livingShares(reservation), ({ variantId }) => variantId);
  const sent = sumLines(lines).flatMap(({ variantId, quantity }) => takeInOrder(quantity, living.get(variantId) ?? []));
  if (sent.length === 0) return { next: reservation, sent };
  const allocations = withUnits(reservation.allocations, { shipped: sent });
  return { next: { ...reservation, version: reservation.version + 1, allocations }, sent };
}
