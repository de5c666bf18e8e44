import { create, type Message } from "@bufbuild/protobuf";
import { ProductState } from "#gen/es/ultramarket/product/v1/product_pb.js";
import {
  BatchGetProductsRequestSchema,
  CreateCategoryRequestSchema,
  CreateProductRequestSchema,
  GetCategoryRequestSchema,
  GetProductRequestSchema,
  ListCategoriesRequestSchema,
  ListProductsRequestSchema,
  UpdateCategoryRequestSchema,
  UpdateProductRequestSchema,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";

/** Ids of things that exist when the requests are sent. */
export interface Known {
  readonly productId: string;
  readonly categoryId: string;
}

/** A request for each public RPC that succeeds, however often it is sent. */
export function sampleRequests({ productId, categoryId }: Known): Readonly<Record<string, Message>> {
  const price = { currencyCode: "EUR", minorUnits: 9_007_199_254_740_993n };
  const product = {
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
    "ProductService.CreateProduct": create(CreateProductRequestSchema, { product, requestId: "every-protocol" }),
    "ProductService.UpdateProduct": create(UpdateProductRequestSchema, {
      productId,
      product: { brand: "Hearth & Hob" },
      updateMask: { paths: ["brand"] },
      requestId: "every-protocol",
    }),
    "ProductService.GetProduct": create(GetProductRequestSchema, { productId }),
    "ProductService.BatchGetProducts": create(BatchGetProductsRequestSchema, { productIds: [productId] }),
    "ProductService.ListProducts": create(ListProductsRequestSchema, { pageSize: 1, categoryId }),
    "CategoryService.CreateCategory": create(CreateCategoryRequestSchema, {
      category: { name: "Lamps", slug: "every-protocol", parentCategoryId: categoryId },
      requestId: "every-protocol",
    }),
    "CategoryService.UpdateCategory": create(UpdateCategoryRequestSchema, {
      categoryId,
      category: { description: "Light" },
      updateMask: { paths: ["description"] },
    }),
    "CategoryService.GetCategory": create(GetCategoryRequestSchema, { categoryId }),
    "CategoryService.ListCategories": create(ListCategoriesRequestSchema, { parentCategoryId: categoryId }),
  };
}
