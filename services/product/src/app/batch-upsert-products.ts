import { DomainError, type RequestKey } from "#mesh/kernel";
import { type ProductEntry, refusalOf, scopeOf, type UpsertResult, upsertProducts } from "../domain/upsert-products.ts";
import type { ProductPorts } from "./ports.ts";

/** Creates and changes products, each entry for itself; entries that could not be read keep their place. */
export const batchUpsertProducts =
  ({ products, categories, clock, ids }: ProductPorts) =>
  async (entries: readonly (ProductEntry | DomainError)[], request?: RequestKey): Promise<readonly UpsertResult[]> => {
    const readable = entries.filter((entry): entry is ProductEntry => !(entry instanceof DomainError));
    const categoryIds = [...new Set(readable.flatMap((entry) => entry.categoryIds))];
    const found = categoryIds.length === 0 ? [] : await categories.findMany(categoryIds);
    const knownCategories = new Set(found.map(({ categoryId }) => categoryId));
    return products.upsert(
      scopeOf(readable),
      (present) => {
        const decision = upsertProducts(readable, present, { knownCategories, now: clock.now(), ids });
        const results = decision.results.values();
        const inPlace = entries.map((entry) =>
          entry instanceof DomainError ? { refusal: refusalOf(entry) } : (results.next().value as UpsertResult),
        );
        return { ...decision, results: inPlace };
      },
      request,
    );
  };
