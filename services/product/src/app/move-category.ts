import type { RequestKey } from "#mesh/kernel";
import { type Category, type CategoryId, moveCategory as decide } from "../domain/category.ts";
import type { ProductPorts } from "./ports.ts";

export interface MoveCategory {
  readonly categoryId: CategoryId;
  /** Absent for the top. */
  readonly parentId: CategoryId | undefined;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const moveCategory =
  ({ categories, clock }: ProductPorts) =>
  async ({ categoryId, parentId, etag, request }: MoveCategory): Promise<Category> =>
    categories.move(
      categoryId,
      parentId,
      (category, parent, levels) => decide(category, { parent, levels, etag }, clock.now()),
      request,
    );
