import { Variant } from "#gen/grpc/ultramarket/product/v1/product.ts";
import {
  type BatchGetVariantsRequest,
  ProductServiceService,
  type SellableVariant,
} from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import { type Money, refuse } from "#mesh/kernel";
import { implement } from "#mesh/rpc";
import { defineService } from "#mesh/runtime";
import type { VariantId } from "../src/domain/price.ts";
import { ids } from "./builders.ts";

/** A product service that knows variants by their prices, and can be away. */
export function fakeProduct() {
  const variants = new Map<string, SellableVariant>();
  const asked: BatchGetVariantsRequest[] = [];
  const state = { away: false };
  const refused = () => Promise.reject(refuse("METHOD_UNKNOWN"));
  const service = defineService({
    name: "product",
    config: {},
    start: async () => ({
      rpc: [
        implement(ProductServiceService, {
          createProduct: refused,
          updateProduct: refused,
          batchUpsertProducts: refused,
          getProduct: refused,
          batchGetProducts: refused,
          listProducts: refused,
          getProductBySlug: refused,
          listProductVersions: refused,
          getProductVersion: refused,
          diffProductVersions: refused,
          restoreProductVersion: refused,
          approveProduct: refused,
          rejectProduct: refused,
          importProducts: refused,
          getProductImport: refused,
          async *watchProducts() {},
          async *exportProducts() {},
          async batchGetVariants(request) {
            asked.push(request);
            if (state.away) throw refuse("SERVICE_UNAVAILABLE", { metadata: { service: "product" } });
            return { variants: request.variantIds.flatMap((variantId) => variants.get(variantId) ?? []) };
          },
        }),
      ],
    }),
  });
  return { service, state, asked, sell };

  /** A variant of a product of its own. */
  function sell(price: Money, forSale = true): VariantId {
    const variantId = ids.next("var");
    const variant = Variant.fromPartial({ variantId, sku: variantId, price });
    variants.set(variantId, { variant, productId: ids.next("prd"), productName: "Mug", forSale });
    return variantId;
  }
}
