import { createIds, systemClock } from "#mesh/kernel";
import type { Hold } from "../src/app/ports.ts";
import type { VariantLevel } from "../src/domain/allocate.ts";
import type { Reservation } from "../src/domain/reservation.ts";
import type { Adjustment } from "../src/domain/stock.ts";

export const noon = new Date("2036-06-01T12:00:00Z");

/** `seconds` after noon. */
export const after = (seconds: number): Date => new Date(noon.getTime() + seconds * 1_000);

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds(systemClock);

export function aLevel(change: Partial<VariantLevel> = {}): VariantLevel {
  return { variantId: ids.next("var"), warehouseId: ids.next("whs"), onHand: 10n, reserved: 0n, ...change };
}

export function anAdjustment(change: Partial<Adjustment> = {}): Adjustment {
  return {
    movementId: ids.next("mov"),
    variantId: ids.next("var"),
    quantityDelta: 10n,
    reason: "RECEIVED",
    note: "",
    userId: "",
    createTime: noon,
    ...change,
  };
}

/** A hold of one unit of a new variant, for a minute from noon. */
export function aHold(change: Partial<Hold> = {}): Hold {
  const lines = [{ variantId: ids.next("var"), quantity: 1n }];
  return { reservationId: ids.next("rsv"), lines, expireTime: after(60), ...change };
}

export function aReservation(change: Partial<Reservation> = {}): Reservation {
  const allocation = {
    variantId: ids.next("var"),
    warehouseId: ids.next("whs"),
    quantity: 3n,
    released: 0n,
    shipped: 0n,
  };
  return {
    reservationId: ids.next("rsv"),
    state: "HELD",
    version: 1,
    allocations: [allocation],
    expireTime: after(60),
    ...change,
  };
}
