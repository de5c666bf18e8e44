import { type Caller, invalid, notFound } from "#mesh/kernel";
import { advance, type ImportProgress, newImport } from "../domain/product-import.ts";
import { batchUpsertProducts, type ReadEntry } from "./batch-upsert-products.ts";
import type { ProductPorts } from "./ports.ts";

export interface ImportStretch {
  readonly importId: string;
  /** Counted from 0. */
  readonly firstRow: number;
  readonly entries: readonly ReadEntry[];
  /** Digest of the content. */
  readonly hash: string;
}

/**
 * Keeps the stretches one after the other and answers how far it is then. One that was kept before counts once. Fails with
 * INVALID_REQUEST for a gap between stretches, for stretches of several imports, and for none.
 */
export const importProducts =
  (ports: ProductPorts) =>
  async (caller: Caller, stretches: AsyncIterable<ImportStretch>): Promise<ImportProgress> => {
    let progress: ImportProgress | undefined;
    for await (const stretch of stretches) {
      if (progress !== undefined && stretch.importId !== progress.importId) {
        throw invalid({ field: "import_id", description: "must be the same in every stretch" });
      }
      progress = await keep(ports, callerId(caller), stretch);
    }
    if (progress === undefined) throw invalid({ field: "", description: "the import has no rows" });
    return progress;
  };

/** Fails with RESOURCE_NOT_FOUND. */
export const getProductImport =
  ({ imports }: ProductPorts) =>
  async (caller: Caller, importId: string): Promise<ImportProgress> => {
    const progress = await imports.find(callerId(caller), importId);
    if (progress === undefined) throw notFound();
    return progress;
  };

async function keep(ports: ProductPorts, caller: string, stretch: ImportStretch): Promise<ImportProgress> {
  const { importId, firstRow, entries, hash } = stretch;
  const before = (await ports.imports.find(caller, importId)) ?? newImport(importId, ports.clock.now());
  if (firstRow + entries.length <= before.nextRow) return before;
  if (firstRow !== before.nextRow) {
    throw invalid({ field: "first_row", description: `must be ${before.nextRow}, behind the rows that are done` });
  }
  const request = { caller, method: "ImportProducts", key: `${importId}:${firstRow}`, hash };
  const results = await batchUpsertProducts(ports)(entries, request);
  const after = advance(before, results, ports.clock.now());
  return (await ports.imports.advance(caller, firstRow, after)) ? after : keep(ports, caller, stretch);
}

function callerId({ user, workload }: Caller): string {
  return user?.userId ?? workload;
}
