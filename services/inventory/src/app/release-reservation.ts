import { checkpoint, type RequestKey } from "#mesh/kernel";
import type { Line } from "../domain/line.ts";
import type { Reservation, ReservationId } from "../domain/reservation.ts";
import type { InventoryPorts } from "./ports.ts";

export interface ReleaseReservation {
  readonly reservationId: ReservationId;
  /** None for all. */
  readonly lines: readonly Line[];
  readonly request?: RequestKey | undefined;
}

/** What is left of it; undefined if it was never made, and now never will be. Fails with QUANTITY_TOO_LARGE. */
export const releaseReservation =
  ({ reservations, clock }: InventoryPorts) =>
  async ({ reservationId, lines, request }: ReleaseReservation): Promise<Reservation | undefined> => {
    checkpoint("inventory.release.before");
    const reservation = await reservations.release(reservationId, lines, clock.now(), request);
    checkpoint("inventory.release.after");
    return reservation;
  };
