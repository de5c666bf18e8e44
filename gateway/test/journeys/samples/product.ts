import { ProductState } from "#gen/es/ultramarket/product/v1/product_pb.js";
import * as product from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import type { Known } from "../known.ts";
import { of, requestId } from "./sample.ts";

const price = { currencyCode: "EUR", minorUnits: 9_007_199_254_740_993n };

export function productRequests(known: Known) {
  const { productId, categoryId, brandId, collectionId, productSlug, categorySlug } = known;
  const { openProductId, approvableProductId, rejectableProductId, importId } = known;
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
    "ProductService.GetProductBySlug": of(product.GetProductBySlugRequestSchema, {
      slug: productSlug,
      languageCode: "de-AT",
    }),
    "ProductService.ListProductVersions": of(product.ListProductVersionsRequestSchema, {
      productId: approvableProductId,
      pageSize: 1,
    }),
    "ProductService.GetProductVersion": of(product.GetProductVersionRequestSchema, { productId, version: 1n }),
    "ProductService.DiffProductVersions": of(product.DiffProductVersionsRequestSchema, {
      productId,
      fromVersion: 1n,
      toVersion: 1n,
    }),
    "ProductService.RestoreProductVersion": of(product.RestoreProductVersionRequestSchema, {
      productId: openProductId,
      version: 1n,
      requestId,
    }),
    "ProductService.ApproveProduct": of(product.ApproveProductRequestSchema, {
      productId: approvableProductId,
      requestId,
    }),
    "ProductService.RejectProduct": of(product.RejectProductRequestSchema, {
      productId: rejectableProductId,
      reason: "No picture ☼",
      requestId,
    }),
    "ProductService.GetProductImport": of(product.GetProductImportRequestSchema, { importId }),
    "SellerProductService.CreateSellerProduct": of(product.CreateSellerProductRequestSchema, {
      product: { name: "Hand-made lamp", slug: "every-protocol-offered", variants: [{ sku: "HAND-LAMP", price }] },
      requestId,
    }),
    "SellerProductService.UpdateSellerProduct": of(product.UpdateSellerProductRequestSchema, {
      productId: openProductId,
      product: { tags: ["hand-made"] },
      updateMask: { paths: ["tags"] },
      requestId,
    }),
    "SellerProductService.SubmitSellerProduct": of(product.SubmitSellerProductRequestSchema, {
      productId: openProductId,
      requestId,
    }),
    "SellerProductService.ListSellerProducts": of(product.ListSellerProductsRequestSchema, { pageSize: 1 }),
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
    "CategoryService.MoveCategory": of(product.MoveCategoryRequestSchema, { categoryId, requestId }),
    "CategoryService.GetCategoryBySlug": of(product.GetCategoryBySlugRequestSchema, { slug: categorySlug }),
    "BrandService.CreateBrand": of(product.CreateBrandRequestSchema, { brand: { name: "Kilnworks ☼" }, requestId }),
    "BrandService.UpdateBrand": of(product.UpdateBrandRequestSchema, {
      brandId,
      brand: { description: "Lamps & more" },
      updateMask: { paths: ["description"] },
      requestId,
    }),
    "BrandService.GetBrand": of(product.GetBrandRequestSchema, { brandId }),
    "BrandService.ListBrands": of(product.ListBrandsRequestSchema, { pageSize: 1 }),
    "CollectionService.CreateCollection": of(product.CreateCollectionRequestSchema, {
      collection: {
        name: "Gifts",
        rule: { tags: ["gift"], price: { to: { currencyCode: "EUR", minorUnits: 2_000n } } },
      },
      requestId,
    }),
    "CollectionService.UpdateCollection": of(product.UpdateCollectionRequestSchema, {
      collectionId,
      collection: { description: "By hand" },
      updateMask: { paths: ["description"] },
      requestId,
    }),
    "CollectionService.GetCollection": of(product.GetCollectionRequestSchema, { collectionId }),
    "CollectionService.ListCollections": of(product.ListCollectionsRequestSchema, { pageSize: 1 }),
    "CollectionService.ListCollectionProducts": of(product.ListCollectionProductsRequestSchema, { collectionId }),
  };
}
