import { SellerProductServiceService } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { required } from "#mesh/kernel";
import { implement, type ServiceBinding } from "#mesh/rpc";
import type { ProductUseCases } from "../app/use-cases.ts";
import type { ProductId } from "../domain/product.ts";
import { decodeProductChange, decodeProductDraft } from "./decode.ts";
import { encodeProduct } from "./encode.ts";

export const sellerRpc = (app: ProductUseCases): ServiceBinding =>
  implement(SellerProductServiceService, {
    async createSellerProduct({ product }, { caller, request }) {
      const draft = decodeProductDraft(required("product", product));
      return { product: encodeProduct(await app.createSellerProduct(caller, draft, request)) };
    },

    async updateSellerProduct({ productId, product, updateMask, etag }, { caller, request }) {
      const { state: _, ...change } = decodeProductChange(required("product", product), updateMask ?? []);
      const wanted = { productId: productId as ProductId, change, etag, request };
      return { product: encodeProduct(await app.updateSellerProduct(caller, wanted)) };
    },

    async submitSellerProduct({ productId, etag }, { caller, request }) {
      const wanted = { productId: productId as ProductId, etag, request };
      return { product: encodeProduct(await app.submitSellerProduct(caller, wanted)) };
    },

    async listSellerProducts(query, { caller }) {
      const { items, nextPageToken } = await app.listSellerProducts(caller, query);
      return { products: items.map(encodeProduct), nextPageToken };
    },
  });
