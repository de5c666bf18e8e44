import { notFound } from "#mesh/kernel";
import { isMark, type Reservation, type ReservationId } from "../domain/reservation.ts";
import type { InventoryPorts } from "./ports.ts";

/** Fails with RESOURCE_NOT_FOUND, for one that was released before it was made, too. */
export const getReservation =
  ({ reservations }: InventoryPorts) =>
  async (reservationId: ReservationId): Promise<Reservation> => {
    const reservation = await reservations.find(reservationId);
    if (reservation === undefined || isMark(reservation)) throw notFound();
    return reservation;
  };
