import { type Ids, notFound, uuidFromId } from "#mesh/kernel";
import { type Database, violates } from "#mesh/store";
import type { ShippedUnits } from "../app/ports.ts";
import { ifPast } from "../domain/business-time.ts";
import type { InventoryEvent } from "../domain/event.ts";
import { ship } from "../domain/ship.ts";
import { moveUnits } from "./move-units.ts";
import { reservationsFromRows } from "./reservation-row.ts";
import * as sql from "./shipment-statements.ts";

/** Takes a shipment's units out of the stock; see `ReservationStore.ship`. */
export function sendShipment(
  database: Database<InventoryEvent>,
  { shipmentId, reservationId, lines, shipTime, request }: ShippedUnits,
  now: Date,
  ids: Ids,
): Promise<void> {
  return database.change(request, async (tx) => {
    const taken = [uuidFromId(shipmentId), uuidFromId(reservationId), now];
    const [reservation] = reservationsFromRows(await tx.query(sql.begin, taken).catch(neverReserved));
    if (reservation === undefined) return { answer: undefined, events: [] };
    const { next, sent } = ship(reservation, lines);
    if (sent.length === 0) return { answer: undefined, events: [] };
    const businessTime = ifPast(shipTime, now);
    const movement = { reason: "SHIPPED", note: shipmentId, createTime: now, businessTime } as const;
    return { answer: undefined, events: await moveUnits(tx, reservation, next, movement, ids) };
  });
}

function neverReserved(error: unknown): never {
  throw violates(error, "shipments_reservation_id_fkey") ? notFound() : error;
}
