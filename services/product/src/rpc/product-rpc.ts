import { ProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ProductUseCases } from "../app/use-cases.ts";
import type { CategoryId } from "../domain/category.ts";
import type { ProductId, VariantId } from "../domain/product.ts";
import { decodeProductChange, decodeProductDraft, decodeState } from "./decode.ts";
import { encodeProduct, encodeVariant } from "./encode.ts";
import { decodeOrRefuse, encodeUpserted } from "./upsert.ts";

export const productRpc = (app: ProductUseCases): ServiceBinding =>
  implement(ProductServiceService, {
    async createProduct({ product }, { request }) {
      const created = await app.createProduct(decodeProductDraft(required("product", product)), request);
      return { product: encodeProduct(created) };
    },

    async updateProduct({ productId, product, updateMask, etag }, { request }) {
      const change = decodeProductChange(required("product", product), updateMask ?? []);
      const updated = await app.updateProduct({ productId: productId as ProductId, change, etag, request });
      return { product: encodeProduct(updated) };
    },

    async batchUpsertProducts({ products }, { request }) {
      const results = await app.batchUpsertProducts(products.map(decodeOrRefuse), request);
      return { results: results.map(encodeUpserted) };
    },

    async getProduct({ productId }, { caller }) {
      return { product: encodeProduct(await app.getProduct(caller, productId as ProductId)) };
    },

    async batchGetProducts({ productIds }, { caller }) {
      const found = await app.batchGetProducts(caller, productIds as ProductId[]);
      return { products: found.map(encodeProduct) };
    },

    async listProducts({ pageSize, pageToken, categoryId, brand, slug, state }, { caller }) {
      const filter = {
        state: decodeState(state),
        categoryId: (categoryId || undefined) as CategoryId | undefined,
        brand: brand || undefined,
        slug: slug || undefined,
      };
      const { items, nextPageToken } = await app.listProducts(caller, { filter, pageSize, pageToken });
      return { products: items.map(encodeProduct), nextPageToken };
    },

    async batchGetVariants({ variantIds }) {
      const found = await app.batchGetVariants(variantIds as VariantId[]);
      return {
        variants: found.map(({ variant, product }) => ({
          variant: encodeVariant(variant),
          productId: product.productId,
          productName: product.name,
          forSale: product.state === "PUBLISHED",
        })),
      };
    },
  });
