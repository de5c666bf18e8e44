import { statement } from "#mesh/store";
import type { ReservationRow } from "./reservation-row.ts";
import type { VariantLevelRow } from "./stock-row.ts";

/** Those of the ids $1, an allocation a row. */
export const find = statement<ReservationRow>(
  "reservation.find",
  `SELECT reservation_id, state, version, expire_time, variant_id, warehouse_id, quantity, released, shipped
   FROM reservations LEFT JOIN allocations USING (reservation_id)
   WHERE reservation_id = ANY ($1::uuid[]) ORDER BY reservation_id, variant_id, warehouse_id`,
);

/** Waits for all who change the reservation. What it holds is to be read by a later statement, which sees their work. */
export const lock = statement<{ reservation_id: string }>(
  "reservation.lock",
  "SELECT reservation_id FROM reservations WHERE reservation_id = $1 FOR UPDATE",
);

/** Keeps anybody from making the reservation $1; no row if the id is taken. */
export const mark = statement<{ reservation_id: string }>(
  "reservation.mark",
  `INSERT INTO reservations (reservation_id, state, version, create_time) VALUES ($1, 'RELEASED', 1, $2)
   ON CONFLICT (reservation_id) DO NOTHING RETURNING reservation_id`,
);

/** Whoever locks levels does it in this order, so that no two wait for each other. */
export const inOrder = "ORDER BY level.variant_id, level.warehouse_id FOR NO KEY UPDATE OF level";

/** Where some of the variants $1 can be had. */
export const levels = statement<VariantLevelRow>(
  "reservation.levels",
  `SELECT variant_id, warehouse_id, on_hand, reserved FROM stock_levels
   WHERE variant_id = ANY ($1::uuid[]) AND on_hand > reserved`,
);

/** The levels of the variants $1, none of which changes until the transaction ends. */
export const lockLevels = statement<VariantLevelRow>(
  "reservation.lock_levels",
  `SELECT variant_id, warehouse_id, on_hand, reserved FROM stock_levels AS level
   WHERE variant_id = ANY ($1::uuid[]) ${inOrder}`,
);

/**
 * Makes the reservation $1 until $2 at $3, of units $6 of the variants $4 in the warehouses $5; nothing at all, and no row,
 * if one of them has fewer left or the id is taken. The levels are locked first, and `locked` has them as they are then,
 * whatever this statement's snapshot shows; the id comes last, so that who waits for it waits for nobody who waits. Levels
 * are written as `locked` has them, both columns: PostgreSQL applies the CHECK to the row of its snapshot, too, before it
 * looks for a newer one.
 */
export const hold = statement<{ reservation_id: string }>(
  "reservation.hold",
  `WITH wanted AS (
     SELECT * FROM unnest($4::uuid[], $5::uuid[], $6::bigint[]) AS wanted (variant_id, warehouse_id, quantity)
   ), locked AS MATERIALIZED (
     SELECT level.variant_id, level.warehouse_id, level.on_hand, level.reserved, wanted.quantity
     FROM stock_levels AS level JOIN wanted USING (variant_id, warehouse_id) ${inOrder}
   ), made AS (
     INSERT INTO reservations (reservation_id, state, version, expire_time, create_time)
     SELECT $1, 'HELD', 1, $2, $3
     WHERE (SELECT count(*) FROM locked WHERE on_hand - reserved >= quantity) = cardinality($4::uuid[])
     ON CONFLICT (reservation_id) DO NOTHING RETURNING reservation_id
   ), allocated AS (
     INSERT INTO allocations (reservation_id, variant_id, warehouse_id, quantity, released)
     SELECT reservation_id, variant_id, warehouse_id, quantity, 0 FROM made CROSS JOIN locked
   ), taken AS (
     UPDATE stock_levels AS level SET on_hand = locked.on_hand, reserved = locked.reserved + locked.quantity
     FROM made CROSS JOIN locked
     WHERE level.variant_id = locked.variant_id AND level.warehouse_id = locked.warehouse_id
   )
   SELECT reservation_id FROM made`,
);

/**
 * Commits $1 unless it has lapsed at $2. `seen_version` tells which version the allocations are of. The CASE keeps the
 * planner from looking for it among all holds by their `expire_time`, which pays only as long as there are none.
 */
export const commit = statement<ReservationRow & { readonly seen_version: bigint }>(
  "reservation.commit",
  `WITH committed AS (
     UPDATE reservations SET state = 'COMMITTED', version = version + 1, expire_time = NULL
     WHERE reservation_id = $1 AND CASE state WHEN 'HELD' THEN expire_time > $2 ELSE false END
     RETURNING reservation_id, state, version, expire_time
   )
   SELECT committed.*, seen.version AS seen_version, variant_id, warehouse_id, quantity, released, shipped
   FROM committed JOIN reservations AS seen USING (reservation_id) LEFT JOIN allocations USING (reservation_id)
   ORDER BY variant_id, warehouse_id`,
);

/** Whether a hold has lapsed at $1. */
export const anyLapsed = statement<{ found: boolean }>(
  "reservation.any_lapsed",
  "SELECT EXISTS (SELECT FROM reservations WHERE state = 'HELD' AND expire_time <= $1) AS found",
);

/** Whether a hold of some of the variants $2 has lapsed at $1. */
export const anyLapsedOf = statement<{ found: boolean }>(
  "reservation.any_lapsed_of",
  `SELECT EXISTS (
     SELECT FROM reservations JOIN allocations USING (reservation_id)
     WHERE state = 'HELD' AND expire_time <= $1 AND variant_id = ANY ($2::uuid[])
   ) AS found`,
);

/** Locks at most $2 holds that have lapsed at $1, but for those somebody else is at. */
export const lockLapsed = statement<{ reservation_id: string }>(
  "reservation.lock_lapsed",
  `SELECT reservation_id FROM reservations WHERE state = 'HELD' AND expire_time <= $1
   ORDER BY expire_time LIMIT $2 FOR UPDATE SKIP LOCKED`,
);

/** As `lockLapsed`, all that hold some of the variants $2. */
export const lockLapsedOf = statement<{ reservation_id: string }>(
  "reservation.lock_lapsed_of",
  `SELECT reservation_id FROM reservations WHERE state = 'HELD' AND expire_time <= $1
     AND EXISTS (
       SELECT FROM allocations
       WHERE allocations.reservation_id = reservations.reservation_id AND variant_id = ANY ($2::uuid[])
     )
   FOR UPDATE SKIP LOCKED`,
);

/**
 * Gives back to variants $2 in warehouses $3 units $4 that were allocated to reservations $1, and sets the states $6 of
 * the reservations $5, all of which are locked.
 */
export const giveBack = statement<never>(
  "reservation.give_back",
  `WITH freed AS MATERIALIZED (
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[])
       AS freed (reservation_id, variant_id, warehouse_id, quantity)
   ), released AS (
     UPDATE allocations SET released = allocations.released + freed.quantity FROM freed
     WHERE allocations.reservation_id = freed.reservation_id
       AND allocations.variant_id = freed.variant_id AND allocations.warehouse_id = freed.warehouse_id
   ), moved AS (
     UPDATE reservations SET state = next.state, version = version + 1
     FROM unnest($5::uuid[], $6::text[]) AS next (reservation_id, state)
     WHERE reservations.reservation_id = next.reservation_id
   ), sums AS (
     SELECT variant_id, warehouse_id, sum(quantity)::bigint AS quantity FROM freed GROUP BY variant_id, warehouse_id
   ), locked AS MATERIALIZED (
     SELECT level.variant_id, level.warehouse_id, sums.quantity
     FROM stock_levels AS level JOIN sums USING (variant_id, warehouse_id) ${inOrder}
   )
   UPDATE stock_levels AS level SET reserved = level.reserved - locked.quantity FROM locked
   WHERE level.variant_id = locked.variant_id AND level.warehouse_id = locked.warehouse_id`,
);
