import { statement } from "#mesh/store";
import type { WarehouseRow } from "./warehouse-row.ts";

const columns = "warehouse_id, name, country_code, create_time";

export const insert = statement<never>(
  "warehouse.insert",
  `INSERT INTO warehouses (${columns}) VALUES ($1, $2, $3, $4)`,
);

/** $1 warehouse after which the page starts (null: the first), $2 rows. */
export const page = statement<WarehouseRow>(
  "warehouse.page",
  `SELECT ${columns} FROM warehouses WHERE $1::uuid IS NULL OR warehouse_id > $1 ORDER BY warehouse_id LIMIT $2`,
);
