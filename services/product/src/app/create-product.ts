import type { RequestKey } from "#mesh/kernel";
import { createProduct as decide } from "../domain/create-product.ts";
import type { Product } from "../domain/product.ts";
import type { ProductDraft } from "../domain/product-draft.ts";
import type { ProductPorts } from "./ports.ts";
import { requireCategories } from "./require-categories.ts";

export const createProduct =
  ({ products, categories, clock, ids }: ProductPorts) =>
  async (draft: ProductDraft, request?: RequestKey): Promise<Product> => {
    await requireCategories(categories, draft.categoryIds);
    return products.create(() => decide(draft, clock.now(), ids), request);
  };
