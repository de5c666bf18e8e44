import type { RequestKey } from "#mesh/kernel";
import { type Category, type CategoryDraft, type CategoryId, createCategory as decide } from "../domain/category.ts";
import { refuse } from "../domain/errors.ts";
import type { ProductPorts } from "./ports.ts";

export interface CreateCategory {
  readonly draft: CategoryDraft;
  /** Absent at the top. */
  readonly parentId?: CategoryId | undefined;
  readonly request?: RequestKey | undefined;
}

export const createCategory =
  ({ categories, clock, ids }: ProductPorts) =>
  async ({ draft, parentId, request }: CreateCategory): Promise<Category> => {
    const parent = parentId && (await categories.find(parentId));
    if (parentId && !parent) throw refuse("CATEGORY_UNKNOWN", { metadata: { category_id: parentId } });
    return categories.create(() => decide(draft, parent || undefined, clock.now(), ids), request);
  };
