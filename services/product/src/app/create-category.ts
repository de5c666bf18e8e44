import type { RequestKey } from "#mesh/kernel";
import { type Category, type CategoryDraft, type CategoryId, createCategory as decide } from "../domain/category.ts";
import type { ProductPorts } from "./ports.ts";

export interface CreateCategory {
  readonly draft: CategoryDraft;
  /** Absent at the top. */
  readonly parentId?: CategoryId | undefined;
  readonly request?: RequestKey | undefined;
}

export const createCategory =
  ({ categories, clock, ids }: ProductPorts) =>
  async ({ draft, parentId, request }: CreateCategory): Promise<Category> =>
    categories.create(parentId, (parent) => decide(draft, parent, clock.now(), ids), request);
