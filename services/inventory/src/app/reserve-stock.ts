import { checkpoint } from "#mesh/kernel";
import { sumLines } from "../domain/line.ts";
import type { Reservation } from "../domain/reservation.ts";
import type { Hold, InventoryPorts } from "./ports.ts";

/** Holds all units or none; lines may name a variant twice. Fails as `ReservationStore.reserve` does. */
export const reserveStock =
  ({ reservations, clock }: InventoryPorts) =>
  async (hold: Hold): Promise<Reservation> => {
    checkpoint("inventory.reserve.before");
    const reservation = await reservations.reserve({ ...hold, lines: sumLines(hold.lines) }, clock.now());
    checkpoint("inventory.reserve.after");
    return reservation;
  };
