import { statement } from "#mesh/store";
import type { LevelRow, MovementRow, StockRow } from "./stock-row.ts";

/** The levels of the variant $1 in all warehouses. */
export const levels = statement<LevelRow>(
  "stock.levels",
  `SELECT warehouse_id, COALESCE(on_hand, 0) AS on_hand, COALESCE(reserved, 0) AS reserved
   FROM warehouses LEFT JOIN (SELECT * FROM stock_levels WHERE variant_id = $1) AS level USING (warehouse_id)
   ORDER BY warehouse_id`,
);

/**
 * Moves $3 units of the variant $1 in the warehouse $2 (null: the first one), and keeps the movement $4 with reason,
 * note, user, time and time it happened (null: the same) $5 to $9. Answers the levels of all warehouses; the one that was
 * moved has a `version`. None has, and nothing happens, if too few units would be left, or there is no such warehouse. A
 * first movement inserts no negative row for the sake of the CHECK, which PostgreSQL applies before it looks for a
 * conflict.
 */
export const adjust = statement<LevelRow & { readonly version: bigint | null }>(
  "stock.adjust",
  `WITH chosen AS (
     SELECT warehouse_id FROM warehouses WHERE $2::uuid IS NULL OR warehouse_id = $2 ORDER BY warehouse_id LIMIT 1
   ), moved AS (
     INSERT INTO stock_levels AS level (variant_id, warehouse_id, on_hand, reserved, version)
     SELECT $1, warehouse_id, greatest($3::bigint, 0), 0, 1 FROM chosen
     WHERE $3 > 0
       OR EXISTS (SELECT FROM stock_levels AS held WHERE held.variant_id = $1 AND held.warehouse_id = chosen.warehouse_id)
     ON CONFLICT (variant_id, warehouse_id)
       DO UPDATE SET on_hand = level.on_hand + $3, version = level.version + 1
       WHERE level.on_hand + $3 >= level.reserved
     RETURNING warehouse_id, on_hand, reserved, version
   ), kept AS (
     INSERT INTO stock_movements
       (movement_id, variant_id, warehouse_id, quantity_delta, reason, note, user_id, create_time, business_time)
     SELECT $4, $1, warehouse_id, $3, $5, $6, $7, $8, $9 FROM moved
   )
   SELECT warehouse_id, moved.version,
     COALESCE(moved.on_hand, level.on_hand, 0) AS on_hand, COALESCE(moved.reserved, level.reserved, 0) AS reserved
   FROM warehouses
     LEFT JOIN moved USING (warehouse_id)
     LEFT JOIN (SELECT * FROM stock_levels WHERE variant_id = $1) AS level USING (warehouse_id)
   ORDER BY warehouse_id`,
);

/** $1 variant, $2 movement before which the page starts (null: the last), $3 rows. */
export const movements = statement<MovementRow>(
  "stock.movements",
  `SELECT movement_id, warehouse_id, quantity_delta, reason, note, user_id, create_time, transfer_id,
     COALESCE(business_time, create_time) AS business_time
   FROM stock_movements WHERE variant_id = $1 AND ($2::uuid IS NULL OR movement_id < $2)
   ORDER BY movement_id DESC LIMIT $3`,
);

/** What all warehouses hold of each variant: $1 variant after which the page starts (null: the first), $2 rows. */
export const page = statement<StockRow>(
  "stock.page",
  `SELECT variant_id, sum(on_hand)::bigint AS on_hand, sum(reserved)::bigint AS reserved FROM stock_levels
   WHERE variant_id > COALESCE($1::uuid, '00000000-0000-0000-0000-000000000000')
   GROUP BY variant_id ORDER BY variant_id LIMIT $2`,
);
