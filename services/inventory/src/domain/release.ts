import type { VariantLevel } from "./allocate.ts";
import { refuse } from "./errors.ts";
import { type Line, sumLines } from "./line.ts";
import { withUnits } from "./move.ts";
import { livingShares, type Reservation, type ReservationExpired, shippedShares } from "./reservation.ts";
import { type Share, takeInOrder, totalOf, unitsByPlace } from "./share.ts";
import type { VariantId } from "./stock.ts";

/** A reservation with fewer promises, and what was given back of it. */
export interface Release {
  readonly next: Reservation;
  /** Units that never left. */
  readonly freed: readonly Share[];
  /** Units that a carrier had and that are on hand again. */
  readonly returned: readonly Share[];
}

/**
 * Gives the named units back: first those not sent, then those that were; or all that were not sent if none are named.
 * Small shares go first, so that what is left comes from few warehouses. Nothing happens to a released one. Fails with
 * QUANTITY_TOO_LARGE.
 */
export function release(reservation: Reservation, lines: readonly Line[] = []): Release {
  const living = livingShares(reservation);
  if (lines.length === 0) return give(reservation, living, []);
  if (reservation.state === "RELEASED") return give(reservation, [], []);
  const [unsentOf, sentOf] = [smallestFirst(living), smallestFirst(shippedShares(reservation))];
  const freed: Share[] = [];
  const returned: Share[] = [];
  for (const { variantId, quantity } of sumLines(lines)) {
    const unsent = takeInOrder(quantity, unsentOf(variantId));
    const sent = takeInOrder(quantity - totalOf(unsent), sentOf(variantId));
    if (totalOf(unsent) + totalOf(sent) < quantity) {
      throw refuse("QUANTITY_TOO_LARGE", { metadata: { variant_id: variantId } });
    }
    freed.push(...unsent);
    returned.push(...sent);
  }
  return give(reservation, freed, returned);
}

/** Gives everything back of a hold that has lapsed, and says so. */
export function expire(reservation: Reservation): Release & { readonly event: ReservationExpired } {
  const released = release(reservation);
  const { reservationId: key, version } = released.next;
  return { ...released, event: { type: "ReservationExpired", key, version, allocations: released.freed } };
}

/** The levels once the shares, each of which is of one of them, are given back. */
export function withFreed(levels: readonly VariantLevel[], freed: readonly Share[]): readonly VariantLevel[] {
  const given = unitsByPlace(freed);
  return levels.map((level) => ({ ...level, reserved: level.reserved - given(level) }));
}

function give(reservation: Reservation, freed: readonly Share[], returned: readonly Share[]): Release {
  if (freed.length + returned.length === 0) return { next: reservation, freed, returned };
  const allocations = withUnits(reservation.allocations, { freed, returned });
  const isOver = allocations.every(({ quantity, released }) => released === quantity);
  const state = isOver ? "RELEASED" : reservation.state;
  return { next: { ...reservation, version: reservation.version + 1, allocations, state }, freed, returned };
}

/** Tells the shares of a variant. */
function smallestFirst(shares: readonly Share[]): (variantId: VariantId) => readonly Share[] {
  const byVariant = Map.groupBy(
    shares.toSorted((a, b) => Number(a.quantity - b.quantity)),
    ({ variantId }) => variantId,
  );
  return (variantId) => byVariant.get(variantId) ?? [];
}
