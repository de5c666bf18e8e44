import { batchGetProducts } from "./batch-get-products.ts";
import { batchGetVariants } from "./batch-get-variants.ts";
import { batchUpsertProducts } from "./batch-upsert-products.ts";
import { createSellerProduct, submitSellerProduct, updateSellerProduct } from "./change-sold-product.ts";
import { createBrand } from "./create-brand.ts";
import { createCategory } from "./create-category.ts";
import { createCollection } from "./create-collection.ts";
import { createProduct } from "./create-product.ts";
import { exportProducts } from "./export-products.ts";
import { followBrands } from "./follow-brands.ts";
import { followSchedules } from "./follow-schedules.ts";
import { getBrand } from "./get-brand.ts";
import { getCategory } from "./get-category.ts";
import { getCategoryBySlug } from "./get-category-by-slug.ts";
import { getCollection } from "./get-collection.ts";
import { getProduct } from "./get-product.ts";
import { getProductBySlug } from "./get-product-by-slug.ts";
import { getProductImport, importProducts } from "./import-products.ts";
import { listBrands } from "./list-brands.ts";
import { listCategories } from "./list-categories.ts";
import { listCollectionProducts } from "./list-collection-products.ts";
import { listCollections } from "./list-collections.ts";
import { listProducts } from "./list-products.ts";
import { listSellerProducts } from "./list-seller-products.ts";
import { approveProduct, rejectProduct } from "./moderate-product.ts";
import { moveCategory } from "./move-category.ts";
import type { ProductPorts } from "./ports.ts";
import {
  diffProductVersions,
  getProductVersion,
  listProductVersions,
  restoreProductVersion,
} from "./product-versions.ts";
import { updateBrand } from "./update-brand.ts";
import { updateCategory } from "./update-category.ts";
import { updateCollection } from "./update-collection.ts";
import { updateProduct } from "./update-product.ts";
import { watchProducts } from "./watch-products.ts";

/** Everything the service can do. */
export const productUseCases = (ports: ProductPorts) => ({
  batchGetProducts: batchGetProducts(ports),
  batchGetVariants: batchGetVariants(ports),
  batchUpsertProducts: batchUpsertProducts(ports),
  createBrand: createBrand(ports),
  createCategory: createCategory(ports),
  createCollection: createCollection(ports),
  createProduct: createProduct(ports),
  getBrand: getBrand(ports),
  getCategory: getCategory(ports),
  getCategoryBySlug: getCategoryBySlug(ports),
  getCollection: getCollection(ports),
  getProduct: getProduct(ports),
  getProductBySlug: getProductBySlug(ports),
  listBrands: listBrands(ports),
  listCategories: listCategories(ports),
  listCollectionProducts: listCollectionProducts(ports),
  listCollections: listCollections(ports),
  listProducts: listProducts(ports),
  moveCategory: moveCategory(ports),
  updateBrand: updateBrand(ports),
  updateCategory: updateCategory(ports),
  updateCollection: updateCollection(ports),
  updateProduct: updateProduct(ports),
  createSellerProduct: createSellerProduct(ports),
  submitSellerProduct: submitSellerProduct(ports),
  updateSellerProduct: updateSellerProduct(ports),
  exportProducts: exportProducts(ports),
  followSchedules: followSchedules(ports),
  getProductImport: getProductImport(ports),
  importProducts: importProducts(ports),
  listSellerProducts: listSellerProducts(ports),
  approveProduct: approveProduct(ports),
  rejectProduct: rejectProduct(ports),
  diffProductVersions: diffProductVersions(ports),
  getProductVersion: getProductVersion(ports),
  listProductVersions: listProductVersions(ports),
  restoreProductVersion: restoreProductVersion(ports),
  watchProducts: watchProducts(ports),
  followBrands: followBrands(ports),
});

export type ProductUseCases = ReturnType<typeof productUseCases>;
