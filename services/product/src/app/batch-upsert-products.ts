import { DomainError, type RequestKey } from "#mesh/kernel";
import type { CategoryId } from "../domain/category.ts";
import {
  type ProductEntry,
  refusedEntry,
  scopeOf,
  type UpsertDecision,
  type UpsertResult,
  upsertProducts,
} from "../domain/upsert-products.ts";
import type { CategoryStore, ProductPorts } from "./ports.ts";

/** An entry, or why it could not be read. */
export type ReadEntry = ProductEntry | DomainError;

/** Creates and changes products, each entry for itself; one that could not be read keeps its place in the results. */
export const batchUpsertProducts =
  ({ products, categories, clock, ids }: ProductPorts) =>
  async (read: readonly ReadEntry[], request?: RequestKey): Promise<readonly UpsertResult[]> => {
    const entries = read.filter((entry): entry is ProductEntry => !(entry instanceof DomainError));
    const knownCategories = await knownOf(categories, entries);
    return products.upsert(
      scopeOf(entries),
      (present) => inPlace(read, upsertProducts(entries, present, { knownCategories, now: clock.now(), ids })),
      request,
    );
  };

async function knownOf(categories: CategoryStore, entries: readonly ProductEntry[]): Promise<ReadonlySet<CategoryId>> {
  const wanted = new Set(entries.flatMap(({ categoryIds }) => categoryIds));
  if (wanted.size === 0) return wanted;
  return new Set((await categories.findMany([...wanted])).map(({ categoryId }) => categoryId));
}

function inPlace(read: readonly ReadEntry[], { results, changes }: UpsertDecision): UpsertDecision {
  const decided = results.values();
  return {
    results: read.flatMap((entry) =>
      entry instanceof DomainError ? refusedEntry(entry) : (decided.next().value ?? []),
    ),
    changes,
  };
}
