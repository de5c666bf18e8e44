import { notFound, toPage, uuidFromId } from "#mesh/kernel";
import type { Database, Reader } from "#mesh/store";
import type { StockStore } from "../app/ports.ts";
import type { InventoryEvent } from "../domain/event.ts";
import { type Adjustment, type StockLevel, stockAdjusted, stockInsufficient, type VariantId } from "../domain/stock.ts";
import { adjustAll, makeTransfer } from "./adjust-all.ts";
import { adjustmentValues, levelFromRow, movementFromRow, stockFromRow } from "./stock-row.ts";
import * as sql from "./stock-statements.ts";

/** Stock in PostgreSQL: a row a variant and warehouse, and one a movement. */
export function postgresStockStore(database: Database<InventoryEvent>): StockStore {
  return {
    levelsOf: (variantId) => readLevels(database, variantId),
    adjust(adjustment, request) {
      return database.change(request, async (tx) => {
        const rows = await tx.query(sql.adjust, adjustmentValues(adjustment));
        const moved = rows.find(({ version }) => version !== null);
        if (moved === undefined) throw refusalOf(adjustment, await readLevels(tx, adjustment.variantId));
        const event = stockAdjusted(adjustment, levelFromRow(moved), Number(moved.version));
        return { answer: rows.map(levelFromRow), events: [event] };
      });
    },
    adjustAll: (adjustments, request) => adjustAll(database, adjustments, request),
    transfer: (transfer, sides, request) => makeTransfer(database, transfer, sides, request),
    async page(after, size) {
      const rows = await database.query(sql.page, [after === undefined ? null : uuidFromId(after), size + 1]);
      return toPage(rows.map(stockFromRow), size, ({ variantId }) => variantId);
    },
    async movements(variantId, after, size) {
      const before = after === undefined ? null : uuidFromId(after);
      const rows = await database.query(sql.movements, [uuidFromId(variantId), before, size + 1]);
      return toPage(rows.map(movementFromRow), size, ({ movementId }) => movementId);
    },
  };
}

async function readLevels(reader: Reader, variantId: VariantId): Promise<readonly StockLevel[]> {
  return (await reader.query(sql.levels, [uuidFromId(variantId)])).map(levelFromRow);
}

function refusalOf({ warehouseId }: Adjustment, levels: readonly StockLevel[]) {
  const level = warehouseId === undefined ? levels[0] : levels.find((other) => other.warehouseId === warehouseId);
  return level === undefined ? notFound() : stockInsufficient(level);
}
