import { batchGetProducts } from "./batch-get-products.ts";
import { batchGetVariants } from "./batch-get-variants.ts";
import { batchUpsertProducts } from "./batch-upsert-products.ts";
import { createCategory } from "./create-category.ts";
import { createProduct } from "./create-product.ts";
import { getCategory } from "./get-category.ts";
import { getProduct } from "./get-product.ts";
import { listCategories } from "./list-categories.ts";
import { listProducts } from "./list-products.ts";
import type { ProductPorts } from "./ports.ts";
import { updateCategory } from "./update-category.ts";
import { updateProduct } from "./update-product.ts";

/** Everything the service can do. */
export const productUseCases = (ports: ProductPorts) => ({
  batchGetProducts: batchGetProducts(ports),
  batchGetVariants: batchGetVariants(ports),
  batchUpsertProducts: batchUpsertProducts(ports),
  createCategory: createCategory(ports),
  createProduct: createProduct(ports),
  getCategory: getCategory(ports),
  getProduct: getProduct(ports),
  listCategories: listCategories(ports),
  listProducts: listProducts(ports),
  updateCategory: updateCategory(ports),
  updateProduct: updateProduct(ports),
});

export type ProductUseCases = ReturnType<typeof productUseCases>;
