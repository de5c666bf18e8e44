import type { Chapter } from "../check.ts";

/** Invariant 3: stock is what came in less what went out, and no promise outlives its hold or its order. */
export const stock: Chapter = {
  title: "Stock",
  checks: [
    {
      title: "on hand is the sum of the movements",
      sql: `
        SELECT coalesce(level.variant_id, moved.variant_id)::text AS subject,
          format('on hand %s, movements %s', coalesce(on_hand, 0), coalesce(sum, 0)) AS problem
        FROM inventory.stock_levels AS level
        FULL JOIN (
          SELECT variant_id, warehouse_id, sum(quantity_delta) FROM inventory.stock_movements GROUP BY 1, 2
        ) AS moved USING (variant_id, warehouse_id)
        WHERE coalesce(on_hand, 0) <> coalesce(sum, 0)`,
    },
    {
      title: "reserved is what the live allocations have not given back or sent",
      sql: `
        SELECT coalesce(level.variant_id, live.variant_id)::text AS subject,
          format('reserved %s, allocated %s', coalesce(reserved, 0), coalesce(sum, 0)) AS problem
        FROM inventory.stock_levels AS level
        FULL JOIN (
          SELECT variant_id, warehouse_id, sum(quantity - released - shipped)
          FROM inventory.allocations JOIN inventory.reservations USING (reservation_id)
          WHERE state IN ('HELD', 'COMMITTED') GROUP BY 1, 2
        ) AS live USING (variant_id, warehouse_id)
        WHERE coalesce(reserved, 0) <> coalesce(sum, 0)`,
    },
    {
      title: "what carriers have is what moved out to them and did not come back",
      sql: `
        SELECT coalesce(sent.variant_id, moved.variant_id)::text AS subject,
          format('sent %s, movements %s', coalesce(sent.sum, 0), coalesce(moved.sum, 0)) AS problem
        FROM (SELECT variant_id, warehouse_id, sum(shipped) FROM inventory.allocations GROUP BY 1, 2) AS sent
        FULL JOIN (
          SELECT variant_id, warehouse_id, -sum(quantity_delta) AS sum FROM inventory.stock_movements
          WHERE reason IN ('SHIPPED', 'ORDER_RETURNED') GROUP BY 1, 2
        ) AS moved USING (variant_id, warehouse_id)
        WHERE coalesce(sent.sum, 0) <> coalesce(moved.sum, 0)`,
    },
    {
      title: "what transfers take from one warehouse they bring to another",
      sql: `
        SELECT transfer_id::text AS subject, format('%s units more or less of %s', sum(quantity_delta), variant_id) AS problem
        FROM inventory.stock_movements WHERE transfer_id IS NOT NULL
        GROUP BY transfer_id, variant_id HAVING sum(quantity_delta) <> 0`,
    },
    {
      title: "nothing is promised that is not there",
      sql: `
        SELECT variant_id::text AS subject, format('on hand %s, reserved %s', on_hand, reserved) AS problem
        FROM inventory.stock_levels WHERE reserved < 0 OR on_hand < reserved`,
    },
    {
      title: "no movement happened after it was entered",
      sql: `
        SELECT movement_id::text AS subject, format('entered %s, happened %s', create_time, business_time) AS problem
        FROM inventory.stock_movements WHERE business_time > create_time`,
    },
    {
      title: "no hold is left behind past its end",
      sql: `
        SELECT reservation_id::text AS subject, format('lapsed at %s', expire_time) AS problem
        FROM inventory.reservations WHERE state = 'HELD' AND expire_time < now() - interval '5 seconds'`,
    },
  ],
};
