import { toPage, uuidFromId } from "#mesh/kernel";
import type { Database } from "#mesh/store";
import type { WarehouseStore } from "../app/ports.ts";
import type { InventoryEvent } from "../domain/event.ts";
import { warehouseFromRow, warehouseValues } from "./warehouse-row.ts";
import * as sql from "./warehouse-statements.ts";

/** Warehouses in PostgreSQL, a row each. */
export function postgresWarehouseStore(database: Database<InventoryEvent>): WarehouseStore {
  return {
    create(decide, request) {
      return database.change(request, async (tx) => {
        const warehouse = decide();
        await tx.query(sql.insert, warehouseValues(warehouse));
        return { answer: warehouse, events: [] };
      });
    },
    async page(after, size) {
      const rows = await database.query(sql.page, [after === undefined ? null : uuidFromId(after), size + 1]);
      return toPage(rows.map(warehouseFromRow), size, ({ warehouseId }) => warehouseId);
    },
  };
}
