import { uuidFromId } from "#mesh/kernel";
import type { Reader } from "#mesh/store";
import type { Reservation, ReservationId } from "../domain/reservation.ts";
import { reservationsFromRows } from "./reservation-row.ts";
import * as sql from "./reservation-statements.ts";

export async function findReservation(reader: Reader, id: ReservationId): Promise<Reservation | undefined> {
  return (await findReservations(reader, [uuidFromId(id)]))[0];
}

/** Those of the ids, in the order of these. */
export async function findReservations(reader: Reader, uuids: readonly string[]): Promise<readonly Reservation[]> {
  return uuids.length === 0 ? [] : reservationsFromRows(await reader.query(sql.find, [uuids]));
}
