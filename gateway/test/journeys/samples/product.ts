import { ProductState } from "#gen/es/ultramarket/product/v1/product_pb.js";
import * as product from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

const price = { currencyCode: "EUR", minorUnits: 9_007_199_254_740_993n };

export function productRequests({ productId, categoryId }: Known) {
  const lamp = {
    state: ProductState.PUBLISHED,
    name: "Lamp ☼",
    slug: "every-protocol",
    description: 'A "lamp" & more\nin two lines',
    categoryIds: [categoryId],
    options: [{ name: "Size", values: ["S/M", "L %2F"] }],
    variants: [
      { sku: "LAMP-S", optionValues: [{ option: "Size", value: "S/M" }], price, weightGrams: 900 },
      { sku: "LAMP-L", optionValues: [{ option: "Size", value: "L %2F" }], price, gtin: "4006381333931" },
    ],
    attributes: [{ name: "Voltage", value: "230 V" }],
  };
  return {
    "ProductService.CreateProduct": of(product.CreateProductRequestSchema, { product: lamp, requestId }),
    "ProductService.UpdateProduct": of(product.UpdateProductRequestSchema, {
      productId,
      product: { brand: "Hearth & Hob" },
      updateMask: { paths: ["brand"] },
      requestId,
    }),
    "ProductService.BatchUpsertProducts": of(product.BatchUpsertProductsRequestSchema, {
      products: [{ name: "Bulb ☼", variants: [{ sku: "BULB/E27", price }] }],
      requestId,
    }),
    "ProductService.GetProduct": of(product.GetProductRequestSchema, { productId }),
    "ProductService.BatchGetProducts": of(product.BatchGetProductsRequestSchema, { productIds: [productId] }),
    "ProductService.ListProducts": of(product.ListProductsRequestSchema, { pageSize: 1, categoryId }),
    "CategoryService.CreateCategory": of(product.CreateCategoryRequestSchema, {
      category: { name: "Lamps", slug: "every-protocol", parentCategoryId: categoryId },
      requestId,
    }),
    "CategoryService.UpdateCategory": of(product.UpdateCategoryRequestSchema, {
      categoryId,
      category: { description: "Light" },
      updateMask: { paths: ["description"] },
    }),
    "CategoryService.GetCategory": of(product.GetCategoryRequestSchema, { categoryId }),
    "CategoryService.ListCategories": of(product.ListCategoriesRequestSchema, { parentCategoryId: categoryId }),
  };
}
