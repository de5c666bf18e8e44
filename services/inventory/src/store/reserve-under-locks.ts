import type { Database, Transaction } from "#mesh/store";
import type { Hold } from "../app/ports.ts";
import { allocate, outOfStock, type VariantLevel } from "../domain/allocate.ts";
import type { InventoryEvent } from "../domain/event.ts";
import { expire, withFreed } from "../domain/release.ts";
import { asAsked, heldFrom, type Reservation } from "../domain/reservation.ts";
import type { Share } from "../domain/share.ts";
import { findReservation, findReservations } from "./find-reservations.ts";
import { giveBack } from "./give-back.ts";
import { holdValues, variantColumn } from "./reservation-row.ts";
import * as sql from "./reservation-statements.ts";
import { variantLevelFromRow } from "./stock-row.ts";

/**
 * Holds units in a transaction that plans while nobody else changes the levels, and releases lapsed holds of the wanted
 * variants first. Answers as `ReservationStore.reserve` does.
 */
export function reserveUnderLocks(database: Database<InventoryEvent>, hold: Hold, now: Date): Promise<Reservation> {
  return database.change(undefined, async (tx) => {
    const expired = (await lockLapsed(tx, hold, now)).map(expire);
    const freed = expired.flatMap((release) => release.freed);
    const levels = await lockLevels(tx, [...hold.lines, ...freed]);
    if (expired.length > 0) await giveBack(tx, expired);
    const answer = await holdLocked(tx, hold, now, withFreed(levels, freed));
    return { answer, events: expired.map(({ event }) => event) };
  });
}

async function holdLocked(
  tx: Transaction,
  hold: Hold,
  now: Date,
  levels: readonly VariantLevel[],
): Promise<Reservation> {
  const plan = allocate(hold.lines, levels);
  const shares = "shares" in plan ? plan.shares : [];
  if (shares.length > 0 && (await make(tx, hold, now, shares))) return heldFrom(hold, shares);
  const existing = await findReservation(tx, hold.reservationId);
  if (existing !== undefined) return asAsked(existing, hold.lines, now);
  if ("shortage" in plan) throw outOfStock(plan.shortage);
  throw new Error(`neither could ${hold.reservationId} be made, nor is it there`);
}

async function make(tx: Transaction, hold: Hold, now: Date, shares: readonly Share[]): Promise<boolean> {
  return (await tx.query(sql.hold, holdValues(hold, shares, now))).length > 0;
}

async function lockLapsed(tx: Transaction, { lines }: Hold, now: Date): Promise<readonly Reservation[]> {
  const rows = await tx.query(sql.lockLapsedOf, [now, variantColumn(lines)]);
  return findReservations(
    tx,
    rows.map((row) => row.reservation_id),
  );
}

async function lockLevels(tx: Transaction, lines: Hold["lines"]): Promise<readonly VariantLevel[]> {
  const rows = await tx.query(sql.lockLevels, [[...new Set(variantColumn(lines))]]);
  return rows.map(variantLevelFromRow);
}
