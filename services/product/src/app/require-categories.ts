import type { CategoryId } from "../domain/category.ts";
import { refuse } from "../domain/errors.ts";
import type { CategoryStore } from "./ports.ts";

/** Fails with CATEGORY_UNKNOWN unless all of them exist. */
export async function requireCategories(categories: CategoryStore, categoryIds: readonly CategoryId[]): Promise<void> {
  if (categoryIds.length === 0) return;
  const found = new Set((await categories.findMany(categoryIds)).map(({ categoryId }) => categoryId));
  const missing = categoryIds.find((categoryId) => !found.has(categoryId));
  if (missing !== undefined) throw refuse("CATEGORY_UNKNOWN", { metadata: { category_id: missing } });
}
