import { notFound } from "#mesh/kernel";
import { numbered } from "./numbered.ts";
import { placeKey } from "./share.ts";
import { type Adjustment, type StockAdjusted, type StockLevel, stockAdjusted, stockInsufficient } from "./stock.ts";

/** A level and how often it has moved. */
export interface CountedLevel extends StockLevel {
  readonly version: number;
}

/**
 * What comes of adjustments that follow each other, an event each; `levels` has what the warehouse of each holds before
 * the first one, nothing if there is no such warehouse. Fails with STOCK_INSUFFICIENT and RESOURCE_NOT_FOUND of the first
 * that cannot be, with its number.
 */
export function adjustInTurn(
  adjustments: readonly Adjustment[],
  levels: ReadonlyMap<number, CountedLevel>,
): readonly StockAdjusted[] {
  const current = new Map<string, CountedLevel>();
  return adjustments.map((adjustment, index) => {
    const before = levels.get(index);
    if (before === undefined) throw numbered(notFound(), index, adjustment);
    const key = placeKey({ variantId: adjustment.variantId, warehouseId: before.warehouseId });
    const next = moved(current.get(key) ?? before, adjustment, index);
    current.set(key, next);
    return stockAdjusted(adjustment, next, next.version);
  });
}

function moved(level: CountedLevel, adjustment: Adjustment, index: number): CountedLevel {
  const onHand = level.onHand + adjustment.quantityDelta;
  if (onHand < level.reserved) throw numbered(stockInsufficient(level), index, adjustment);
  return { ...level, onHand, version: level.version + 1 };
}
