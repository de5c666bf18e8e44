import { statement } from "#mesh/store";
import type { ReservationRow } from "./reservation-row.ts";
import { inOrder } from "./reservation-statements.ts";

/**
 * Notes at $3 that the shipment $1 takes from the reservation $2, and answers what that holds, which nobody else changes
 * now: its rows are locked before its allocations, which are therefore as they are then, whatever this statement's
 * snapshot shows. No row if the shipment is known or the reservation holds nothing. Breaks
 * `shipments_reservation_id_fkey` if there is no such reservation.
 */
export const begin = statement<ReservationRow>(
  "shipment.begin",
  `WITH noted AS (
     INSERT INTO shipments (shipment_id, reservation_id, create_time) VALUES ($1, $2, $3)
     ON CONFLICT (shipment_id) DO NOTHING RETURNING reservation_id
   ), locked AS MATERIALIZED (
     SELECT reservation.reservation_id, state, version, expire_time
     FROM reservations AS reservation JOIN noted USING (reservation_id) FOR UPDATE OF reservation
   )
   SELECT locked.*, allocation.variant_id, allocation.warehouse_id, quantity, released, shipped
   FROM locked JOIN allocations AS allocation USING (reservation_id)
   ORDER BY allocation.variant_id, allocation.warehouse_id FOR NO KEY UPDATE OF allocation`,
);

/** A level that moved, and the number of its move, from 1. */
export interface MovedRow {
  readonly number: bigint;
  readonly on_hand: bigint;
  readonly version: bigint;
}

/**
 * Moves units of the reservation $1, which is locked and gets the state $2: at variants $3 in warehouses $4, changes $5 of
 * what is released and $6 of what is shipped. What leaves or comes back is a movement of the id in $7 with reason, note,
 * time and time it happened (null: the same) $8 to $11. Answers the levels that have one.
 */
export const move = statement<MovedRow>(
  "shipment.move",
  `WITH change AS MATERIALIZED (
     SELECT * FROM unnest($3::uuid[], $4::uuid[], $5::bigint[], $6::bigint[], $7::uuid[]) WITH ORDINALITY
       AS change (variant_id, warehouse_id, released, shipped, movement_id, number)
   ), allocated AS (
     UPDATE allocations SET
       released = allocations.released + change.released, shipped = allocations.shipped + change.shipped
     FROM change WHERE reservation_id = $1
       AND allocations.variant_id = change.variant_id AND allocations.warehouse_id = change.warehouse_id
   ), stated AS (
     UPDATE reservations SET state = $2, version = version + 1 WHERE reservation_id = $1
   ), locked AS MATERIALIZED (
     SELECT change.* FROM stock_levels AS level JOIN change USING (variant_id, warehouse_id) ${inOrder}
   ), kept AS (
     INSERT INTO stock_movements
       (movement_id, variant_id, warehouse_id, quantity_delta, reason, note, user_id, create_time, business_time)
     SELECT movement_id, variant_id, warehouse_id, -shipped, $8, $9, NULL, $10, $11 FROM locked WHERE shipped <> 0
   ), moved AS (
     UPDATE stock_levels AS level SET
       on_hand = level.on_hand - locked.shipped,
       reserved = level.reserved - locked.released - locked.shipped,
       version = level.version + CASE WHEN locked.shipped = 0 THEN 0 ELSE 1 END
     FROM locked WHERE level.variant_id = locked.variant_id AND level.warehouse_id = locked.warehouse_id
     RETURNING locked.number, locked.shipped, level.on_hand, level.version
   )
   SELECT number, on_hand, version FROM moved WHERE shipped <> 0`,
);
