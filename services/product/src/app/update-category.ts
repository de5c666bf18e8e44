import type { RequestKey } from "#mesh/kernel";
import { type Category, type CategoryDraft, type CategoryId, updateCategory as decide } from "../domain/category.ts";
import type { ProductPorts } from "./ports.ts";

export interface UpdateCategory {
  readonly categoryId: CategoryId;
  readonly change: Partial<CategoryDraft>;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const updateCategory =
  ({ categories, clock }: ProductPorts) =>
  async ({ categoryId, change, etag, request }: UpdateCategory): Promise<Category> =>
    categories.change(categoryId, (category) => decide(category, change, etag, clock.now()), request);
