import { DomainError, type RequestKey } from "#mesh/kernel";
import {
  type ProductEntry,
  refusedEntry,
  scopeOf,
  type UpsertDecision,
  type UpsertResult,
  upsertProducts,
} from "../domain/upsert-products.ts";
import type { ProductPorts } from "./ports.ts";

/** An entry, or why it could not be read. */
export type ReadEntry = ProductEntry | DomainError;

/** Creates and changes products (of the fields of a mask, if there is one), each entry for itself; one that could not be read keeps its place in the results. */
export const batchUpsertProducts =
  ({ products, clock, ids }: ProductPorts) =>
  async (
    read: readonly ReadEntry[],
    request?: RequestKey,
    mask?: ReadonlySet<string>,
  ): Promise<readonly UpsertResult[]> => {
    const entries = read.filter((entry): entry is ProductEntry => !(entry instanceof DomainError));
    return products.upsert(
      scopeOf(entries),
      (present, around) => inPlace(read, upsertProducts(entries, present, { around, now: clock.now(), ids, mask })),
      request,
    );
  };

function inPlace(read: readonly ReadEntry[], { results, changes }: UpsertDecision): UpsertDecision {
  const decided = results.values();
  return {
    results: read.flatMap((entry) =>
      entry instanceof DomainError ? refusedEntry(entry) : (decided.next().value ?? []),
    ),
    changes,
  };
}
