import { idFromUuid, uuidFromId } from "#mesh/kernel";
import type { Hold } from "../app/ports.ts";
import type { Line } from "../domain/line.ts";
import type { Allocation, Reservation, ReservationState } from "../domain/reservation.ts";
import type { Share } from "../domain/share.ts";

/** A row of `reservations` with one of its `allocations`; those columns are null if it has none. */
export interface ReservationRow {
  readonly reservation_id: string;
  readonly state: string;
  readonly version: bigint;
  readonly expire_time: Date | null;
  readonly variant_id: string | null;
  readonly warehouse_id: string | null;
  readonly quantity: bigint | null;
  readonly released: bigint | null;
  readonly shipped: bigint | null;
}

/** The reservations that the rows tell of, in the order of their first rows. */
export function reservationsFromRows(rows: readonly ReservationRow[]): readonly Reservation[] {
  return [...Map.groupBy(rows, (row) => row.reservation_id).values()].flatMap(reservationFromRows);
}

/** Columns of shares, for unnest: variants, warehouses, quantities. */
export function shareColumns(shares: readonly Share[]): readonly [string[], string[], bigint[]] {
  return [
    shares.map(({ variantId }) => uuidFromId(variantId)),
    shares.map(({ warehouseId }) => uuidFromId(warehouseId)),
    shares.map(({ quantity }) => quantity),
  ];
}

/** The variants of the lines, for ANY. */
export function variantColumn(lines: readonly Line[]): readonly string[] {
  return lines.map(({ variantId }) => uuidFromId(variantId));
}

/** The values of the statement `hold`. */
export function holdValues({ reservationId, expireTime }: Hold, shares: readonly Share[], now: Date): unknown[] {
  return [uuidFromId(reservationId), expireTime, now, ...shareColumns(shares)];
}

function reservationFromRows(rows: readonly ReservationRow[]): readonly Reservation[] {
  const [row] = rows;
  if (row === undefined) return [];
  const { reservation_id, state, version, expire_time } = row;
  const reservation: Reservation = {
    reservationId: idFromUuid("rsv", reservation_id),
    state: state as ReservationState,
    version: Number(version),
    allocations: rows.flatMap(allocationFromRow),
    expireTime: expire_time ?? undefined,
  };
  return [reservation];
}

function allocationFromRow(row: ReservationRow): readonly Allocation[] {
  const { variant_id, warehouse_id, quantity, released, shipped } = row;
  if (variant_id === null || warehouse_id === null) return [];
  if (quantity === null || released === null || shipped === null) return [];
  const place = { variantId: idFromUuid("var", variant_id), warehouseId: idFromUuid("whs", warehouse_id) };
  return [{ ...place, quantity, released, shipped }];
}
