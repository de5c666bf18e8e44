import { type RequestKey, uuidFromId } from "#mesh/kernel";
import type { Database, Transaction } from "#mesh/store";
import { adjustInTurn, type CountedLevel } from "../domain/adjust-in-turn.ts";
import type { InventoryEvent } from "../domain/event.ts";
import type { Adjustment, StockAdjusted, VariantStock } from "../domain/stock.ts";
import { type StockTransfer, sideRefused, type Transfer, transferred } from "../domain/transfer.ts";
import * as sql from "./adjust-all-statements.ts";
import { levelFromRow, stockFromRow } from "./stock-row.ts";

/** Makes all movements or none; see `StockStore.adjustAll`. */
export function adjustAll(
  database: Database<InventoryEvent>,
  adjustments: readonly Adjustment[],
  request: RequestKey | undefined,
): Promise<readonly VariantStock[]> {
  return database.change(request, async (tx) => {
    const { events, rows } = await moveInTurn(tx, adjustments);
    const stock = new Map(rows.map(stockFromRow).map((entry) => [entry.variantId, entry]));
    const variantIds = new Set(adjustments.map(({ variantId }) => variantId));
    return { answer: [...variantIds].flatMap((variantId) => stock.get(variantId) ?? []), events };
  });
}

/** Makes both sides of a transfer; see `StockStore.transfer`. */
export function makeTransfer(
  database: Database<InventoryEvent>,
  transfer: Transfer,
  sides: readonly Adjustment[],
  request: RequestKey | undefined,
): Promise<StockTransfer> {
  return database.change(request, async (tx) => {
    try {
      const { events } = await moveInTurn(tx, sides);
      return { answer: transferred(transfer, events), events };
    } catch (error) {
      throw sideRefused(error, transfer);
    }
  });
}

/** Makes the movements one after another, and tells what all warehouses hold of their variants then. */
async function moveInTurn(tx: Transaction, adjustments: readonly Adjustment[]) {
  const events = adjustInTurn(adjustments, await lockLevels(tx, adjustments));
  const rows = await tx.query(sql.moveAll, movementColumns(adjustments, events));
  return { events, rows };
}

/** What the warehouse of each adjustment holds, by its number; none if there is no such warehouse. */
async function lockLevels(
  tx: Transaction,
  adjustments: readonly Adjustment[],
): Promise<ReadonlyMap<number, CountedLevel>> {
  const places = [
    adjustments.map(({ variantId }) => uuidFromId(variantId)),
    adjustments.map(({ warehouseId }) => (warehouseId === undefined ? null : uuidFromId(warehouseId))),
  ];
  await tx.query(sql.openLevels, places);
  const rows = await tx.query(sql.lockLevels, places);
  return new Map(rows.map((row) => [Number(row.number) - 1, { ...levelFromRow(row), version: Number(row.version) }]));
}

/** The values of `moveAll`: the adjustments where they took place. */
function movementColumns(adjustments: readonly Adjustment[], events: readonly StockAdjusted[]): readonly unknown[] {
  return [
    adjustments.map(({ movementId }) => uuidFromId(movementId)),
    events.map(({ variantId }) => uuidFromId(variantId)),
    events.map(({ warehouseId }) => uuidFromId(warehouseId)),
    adjustments.map(({ quantityDelta }) => quantityDelta),
    adjustments.map(({ reason }) => reason),
    adjustments.map(({ note }) => note),
    adjustments.map(({ userId }) => (userId === "" ? null : uuidFromId(userId))),
    adjustments.map(({ createTime }) => createTime),
    adjustments.map(({ businessTime }) => businessTime ?? null),
    adjustments.map(({ transferId }) => (transferId === undefined ? null : uuidFromId(transferId))),
  ];
}
