import { DomainError, type RequestKey } from "#mesh/kernel";
import { createProduct as decide } from "../domain/create-product.ts";
import type { Product } from "../domain/product.ts";
import type { ProductDraft } from "../domain/product-draft.ts";
import { slugWith } from "../domain/slug.ts";
import type { ProductPorts } from "./ports.ts";
import { requireCategories } from "./require-categories.ts";

export const createProduct =
  ({ products, categories, clock, ids }: ProductPorts) =>
  async (draft: ProductDraft, request?: RequestKey): Promise<Product> => {
    await requireCategories(categories, draft.categoryIds);
    const create = (slug: string) => products.create(() => decide({ ...draft, slug }, clock.now(), ids), request);
    if (draft.slug !== "") return create(draft.slug);
    return create("").catch((error: unknown) => {
      if (!isSlugTaken(error)) throw error;
      return create(slugWith(draft.name, ids.next("prd")));
    });
  };

function isSlugTaken(error: unknown): boolean {
  return error instanceof DomainError && error.reason === "SLUG_TAKEN";
}
