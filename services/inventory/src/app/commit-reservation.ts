import { checkpoint } from "#mesh/kernel";
import type { Reservation, ReservationId } from "../domain/reservation.ts";
import type { InventoryPorts } from "./ports.ts";

/** Makes a hold last. Fails with RESOURCE_NOT_FOUND, HOLD_EXPIRED. */
export const commitReservation =
  ({ reservations, clock }: InventoryPorts) =>
  async (reservationId: ReservationId): Promise<Reservation> => {
    checkpoint("inventory.commit_hold.before");
    const reservation = await reservations.commit(reservationId, clock.now());
    checkpoint("inventory.commit_hold.after");
    return reservation;
  };
