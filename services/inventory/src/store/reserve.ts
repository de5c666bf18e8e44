import { type RequestKey, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import type { Hold } from "../app/ports.ts";
import { allocate, outOfStock, type VariantLevel } from "../domain/allocate.ts";
import { refuse } from "../domain/errors.ts";
import type { InventoryEvent } from "../domain/event.ts";
import { expire } from "../domain/release.ts";
import { asAsked, hasLapsed, type Reservation, type ReservationExpired } from "../domain/reservation.ts";
import { inOrder, type Share } from "../domain/share.ts";
import { giveBack } from "./give-back.ts";
import { reservationsFromRows, shareColumns } from "./reservation-row.ts";
import * as sql from "./reservation-statements.ts";
import { variantLevelFromRow } from "./stock-row.ts";

interface Work {
  readonly answer: Reservation;
  readonly events: readonly ReservationExpired[];
}

/** Somebody took, meanwhile, what was planned to be taken. */
class Overtaken extends Error {}

/**
 * Holds units. The plan is made from levels read without a lock, and each row is taken if it still has what was planned:
 * so rows are locked for the shortest time. Who was overtaken begins anew, and plans under locks.
 */
export async function reserve(
  database: Database<InventoryEvent>,
  hold: Hold,
  now: Date,
  request?: RequestKey,
): Promise<Reservation> {
  const attempt = (plan: typeof reserveAtOnce) =>
    database.change(request, async (tx): Promise<Work> => {
      const rows = await tx.query(sql.open, openValues(hold, now));
      if (rows.length === 0) return { answer: asAsked(await readExisting(tx, hold), hold.lines, now), events: [] };
      if (hasLapsed(hold.expireTime, now)) throw refuse("HOLD_EXPIRED");
      const levels = rows.flatMap((row) => (row.variant_id === null ? [] : [variantLevelFromRow(row)]));
      return plan(tx, hold, now, levels);
    });
  try {
    return await attempt(reserveAtOnce);
  } catch (error) {
    if (error instanceof Overtaken) return attempt(reserveUnderLocks);
    throw error;
  }
}

async function reserveAtOnce(tx: Transaction, hold: Hold, now: Date, levels: readonly VariantLevel[]): Promise<Work> {
  const plan = allocate(hold.lines, levels);
  if ("shares" in plan) return take(tx, hold, plan.shares);
  const lapsed = await lockLapsed(tx, hold, now);
  if (lapsed.length === 0) throw outOfStock(plan.shortage);
  return reclaimAndReserve(tx, hold, lapsed);
}

async function reserveUnderLocks(tx: Transaction, hold: Hold, now: Date): Promise<Work> {
  return reclaimAndReserve(tx, hold, await lockLapsed(tx, hold, now));
}

async function reclaimAndReserve(tx: Transaction, hold: Hold, lapsed: readonly Reservation[]): Promise<Work> {
  const expired = lapsed.map(expire);
  const lines = [...hold.lines, ...expired.flatMap(({ freed }) => freed)];
  const variantIds = [...new Set(lines.map(({ variantId }) => uuidFromId(variantId)))];
  let levels = await tx.query(sql.lockLevels, [variantIds]);
  if (expired.length > 0) {
    await giveBack(tx, expired);
    levels = await tx.query(sql.lockLevels, [variantIds]);
  }
  const plan = allocate(hold.lines, levels.map(variantLevelFromRow));
  if ("shortage" in plan) throw outOfStock(plan.shortage);
  const { answer } = await take(tx, hold, plan.shares);
  return { answer, events: expired.map(({ event }) => event) };
}

async function take(tx: Transaction, hold: Hold, shares: readonly Share[]): Promise<Work> {
  const [row] = await tx.query(sql.take, [uuidFromId(hold.reservationId), ...shareColumns(shares)]);
  if (row?.taken !== BigInt(shares.length)) throw new Overtaken();
  const { reservationId, expireTime } = hold;
  const allocations = inOrder(shares).map((share) => ({ ...share, released: 0n }));
  return { answer: { reservationId, state: "HELD", version: 1, allocations, expireTime }, events: [] };
}

async function lockLapsed(tx: Transaction, { lines }: Hold, now: Date): Promise<readonly Reservation[]> {
  const rows = await tx.query(sql.lockLapsedOf, [now, lines.map(({ variantId }) => uuidFromId(variantId))]);
  if (rows.length === 0) return [];
  return reservationsFromRows(await tx.query(sql.find, [rows.map((row) => row.reservation_id)]));
}

async function readExisting(tx: Transaction, { reservationId }: Hold): Promise<Reservation> {
  const [existing] = reservationsFromRows(await tx.query(sql.find, [[uuidFromId(reservationId)]]));
  if (existing === undefined) throw new Error(`the id of ${reservationId} is taken, and nothing is there`);
  return existing;
}

function openValues({ reservationId, lines, expireTime }: Hold, now: Date): readonly unknown[] {
  return [uuidFromId(reservationId), expireTime, now, lines.map(({ variantId }) => uuidFromId(variantId))];
}
