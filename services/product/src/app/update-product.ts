import type { RequestKey } from "#mesh/kernel";
import type { Product, ProductId } from "../domain/product.ts";
import { updateProduct as decide, type ProductChange } from "../domain/update-product.ts";
import type { ProductPorts } from "./ports.ts";
import { requireCategories } from "./require-categories.ts";

export interface UpdateProduct {
  readonly productId: ProductId;
  readonly change: ProductChange;
  readonly etag: string;
  readonly request?: RequestKey | undefined;
}

export const updateProduct =
  ({ products, categories, clock, ids }: ProductPorts) =>
  async ({ productId, change, etag, request }: UpdateProduct): Promise<Product> => {
    await requireCategories(categories, change.categoryIds ?? []);
    return products.change(productId, (product) => decide(product, change, etag, clock.now(), ids), request);
  };
