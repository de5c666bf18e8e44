import { type Ids, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { ReservationStore } from "../app/ports.ts";
import type { InventoryEvent } from "../domain/event.ts";
import { expire, type Release, release } from "../domain/release.ts";
import { committed, isMark, type Reservation, type ReservationId } from "../domain/reservation.ts";
import type { StockAdjusted } from "../domain/stock.ts";
import { findReservation, findReservations } from "./find-reservations.ts";
import { giveBack } from "./give-back.ts";
import { moveUnits } from "./move-units.ts";
import { reservationsFromRows } from "./reservation-row.ts";
import * as sql from "./reservation-statements.ts";
import { reserve } from "./reserve.ts";
import { sendShipment } from "./send-shipment.ts";

/** Reservations in PostgreSQL: a row each, and one for each warehouse that gives some of a variant. */
export function postgresReservationStore(database: Database<InventoryEvent>, ids: Ids): ReservationStore {
  return {
    find: (reservationId) => findReservation(database, reservationId),
    reserve: (hold, now) => reserve(database, hold, now),
    commit: (reservationId, now) => commit(database, reservationId, now),
    release(reservationId, lines, now, request) {
      const key = lines.length > 0 ? request : undefined;
      return database.change(key, async (tx) => {
        const reservation = await lockOrMark(tx, reservationId, now);
        if (reservation === undefined || isMark(reservation)) return { answer: undefined, events: [] };
        const released = release(reservation, lines);
        const events = await writeRelease(tx, reservation, released, now, ids);
        return { answer: released.next, events };
      });
    },
    ship: (shipment, now) => sendShipment(database, shipment, now, ids),
    async expire(now, limit) {
      const [any] = await database.query(sql.anyLapsed, [now]);
      if (any?.found !== true) return 0;
      return database.change(undefined, async (tx) => {
        const lapsed = (await tx.query(sql.lockLapsed, [now, limit])).map((row) => row.reservation_id);
        if (lapsed.length === 0) return { answer: 0, events: [] };
        const expired = (await findReservations(tx, lapsed)).map(expire);
        await giveBack(tx, expired);
        return { answer: expired.length, events: expired.map(({ event }) => event) };
      });
    },
  };
}

/** Nothing of a purchase was sent when it is released, which then costs no movements and tells nothing. */
async function writeRelease(
  tx: Transaction,
  before: Reservation,
  released: Release,
  createTime: Date,
  ids: Ids,
): Promise<readonly StockAdjusted[]> {
  const { next, returned } = released;
  const why = { reason: "ORDER_RETURNED", note: before.reservationId, createTime } as const;
  if (returned.length > 0) return moveUnits(tx, before, next, why, ids);
  if (next !== before) await giveBack(tx, [released]);
  return [];
}

async function commit(
  database: Database<InventoryEvent>,
  reservationId: ReservationId,
  now: Date,
): Promise<Reservation> {
  const rows = await database.write(sql.commit, [uuidFromId(reservationId), now], []);
  const isCurrent = rows.every((row) => row.version === row.seen_version + 1n);
  const [reservation] = isCurrent ? reservationsFromRows(rows) : [];
  return reservation ?? committed(await findReservation(database, reservationId));
}

/** The reservation, which nobody else changes now; undefined if there was none, and from now on there can be none. */
async function lockOrMark(tx: Transaction, id: ReservationId, now: Date): Promise<Reservation | undefined> {
  const [locked] = await tx.query(sql.lock, [uuidFromId(id)]);
  if (locked !== undefined) return findReservation(tx, id);
  const [marked] = await tx.query(sql.mark, [uuidFromId(id), now]);
  return marked === undefined ? lockOrMark(tx, id, now) : undefined;
}
