import type { Database } from "#mesh/store";
import type { Hold } from "../app/ports.ts";
import { allocate, outOfStock, type Plan } from "../domain/allocate.ts";
import { refuse } from "../domain/errors.ts";
import type { InventoryEvent } from "../domain/event.ts";
import { asAsked, hasLapsed, heldFrom, type Reservation } from "../domain/reservation.ts";
import { findReservation } from "./find-reservations.ts";
import { holdValues, variantColumn } from "./reservation-row.ts";
import * as sql from "./reservation-statements.ts";
import { reserveUnderLocks } from "./reserve-under-locks.ts";
import { variantLevelFromRow } from "./stock-row.ts";

type InventoryDatabase = Database<InventoryEvent>;

/**
 * Holds units. The plan is made from levels read without a lock, and one statement takes all of it or nothing, so that
 * rows are locked for the shortest time. Only where it took nothing the reason is looked for: the id is taken, units are
 * short, or somebody was faster, who makes this one plan under locks.
 */
export async function reserve(database: InventoryDatabase, hold: Hold, now: Date): Promise<Reservation> {
  const plan = hasLapsed(hold.expireTime, now) ? undefined : await planUnlocked(database, hold);
  if (plan !== undefined && "shares" in plan) {
    const made = await database.write(sql.hold, holdValues(hold, plan.shares, now), []);
    if (made.length > 0) return heldFrom(hold, plan.shares);
  }
  const existing = await findReservation(database, hold.reservationId);
  if (existing !== undefined) return asAsked(existing, hold.lines, now);
  if (plan === undefined) throw refuse("HOLD_EXPIRED");
  if ("shortage" in plan && !(await anyLapsed(database, hold, now))) throw outOfStock(plan.shortage);
  return reserveUnderLocks(database, hold, now);
}

async function planUnlocked(database: InventoryDatabase, { lines }: Hold): Promise<Plan> {
  return allocate(lines, (await database.query(sql.levels, [variantColumn(lines)])).map(variantLevelFromRow));
}

async function anyLapsed(database: InventoryDatabase, { lines }: Hold, now: Date): Promise<boolean> {
  const [any] = await database.query(sql.anyLapsedOf, [now, variantColumn(lines)]);
  return any?.found === true;
}
