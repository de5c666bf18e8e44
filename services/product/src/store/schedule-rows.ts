import { uuidFromId } from "#mesh/kernel";
import { inColumns, type Transaction } from "#mesh/store";
import type { Product } from "../domain/product.ts";
import { dueTimeOf } from "../domain/schedule.ts";
import { keepSchedules } from "./product-statements.ts";

/** Keeps when something of the products is due, where that changed. */
export async function keepDueTimes(
  tx: Transaction,
  changes: readonly { readonly before?: Product | undefined; readonly next: Product }[],
): Promise<void> {
  const rows = changes
    .filter(({ before, next }) => before === undefined || dueTimeOf(before)?.getTime() !== dueTimeOf(next)?.getTime())
    .map(({ before, next }) => ({ before, next, dueTime: dueTimeOf(next) }))
    .filter(({ before, dueTime }) => before !== undefined || dueTime !== undefined)
    .map(({ next, dueTime }) => [uuidFromId(next.productId), dueTime ?? null]);
  if (rows.length > 0) await tx.query(keepSchedules, inColumns(rows));
}
