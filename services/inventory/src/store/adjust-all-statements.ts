import { statement } from "#mesh/store";
import { inOrder } from "./reservation-statements.ts";
import type { LevelRow, StockRow } from "./stock-row.ts";

const firstWarehouse = "(SELECT warehouse_id FROM warehouses ORDER BY warehouse_id LIMIT 1)";

/**
 * Sees to it that variants $1 have levels in warehouses $2 (null: the first one), if there are such warehouses. New ones
 * are made in the order of (variant, warehouse) and before any other level is locked, so that no two who make some wait for
 * each other.
 */
export const openLevels = statement<never>(
  "stock.open_levels",
  `INSERT INTO stock_levels (variant_id, warehouse_id, on_hand, reserved, version)
   SELECT DISTINCT wanted.variant_id, warehouses.warehouse_id, 0, 0, 0
   FROM unnest($1::uuid[], $2::uuid[]) AS wanted (variant_id, warehouse_id)
     JOIN warehouses ON warehouses.warehouse_id = COALESCE(wanted.warehouse_id, ${firstWarehouse})
   ORDER BY 1, 2
   ON CONFLICT (variant_id, warehouse_id) DO NOTHING`,
);

/** The levels of variants $1 in warehouses $2, none of which changes until the transaction ends, with their numbers from 1. */
export const lockLevels = statement<LevelRow & { readonly number: bigint; readonly version: bigint }>(
  "stock.lock_levels",
  `SELECT wanted.number, level.warehouse_id, level.on_hand, level.reserved, level.version
   FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS wanted (variant_id, warehouse_id, number)
     JOIN stock_levels AS level ON level.variant_id = wanted.variant_id
       AND level.warehouse_id = COALESCE(wanted.warehouse_id, ${firstWarehouse})
   ${inOrder}`,
);

/**
 * Keeps the movements $1 of variants $2 in warehouses $3, whose levels are locked, with quantity, reason, note, user, time,
 * time it happened (null: the same) and transfer (null: none) $4 to $10. Answers what all warehouses hold of the variants then: what this
 * statement found and what it moves.
 */
export const moveAll = statement<StockRow>(
  "stock.move_all",
  `WITH movement AS MATERIALIZED (
     SELECT * FROM unnest(
       $1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::text[], $6::text[], $7::uuid[], $8::timestamptz[], $9::timestamptz[],
       $10::uuid[]
     ) AS movement (
       movement_id, variant_id, warehouse_id, quantity_delta, reason, note, user_id, create_time, business_time, transfer_id
     )
   ), kept AS (
     INSERT INTO stock_movements
       (movement_id, variant_id, warehouse_id, quantity_delta, reason, note, user_id, create_time, business_time, transfer_id)
     SELECT * FROM movement
   ), sums AS (
     SELECT variant_id, warehouse_id, sum(quantity_delta)::bigint AS quantity_delta, count(*) AS movements
     FROM movement GROUP BY variant_id, warehouse_id
   ), moved AS (
     UPDATE stock_levels AS level
     SET on_hand = level.on_hand + sums.quantity_delta, version = level.version + sums.movements
     FROM sums WHERE level.variant_id = sums.variant_id AND level.warehouse_id = sums.warehouse_id
   )
   SELECT variant_id, sum(on_hand)::bigint AS on_hand, sum(reserved)::bigint AS reserved
   FROM (
     SELECT variant_id, on_hand, reserved FROM stock_levels WHERE variant_id = ANY ($2::uuid[])
     UNION ALL SELECT variant_id, quantity_delta, 0 FROM movement
   ) AS part GROUP BY variant_id`,
);
