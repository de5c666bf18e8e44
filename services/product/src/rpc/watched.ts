import type { WatchProductsResponse } from "#gen/grpc/ultramarket/product/v1/product_service.ts";
import type { WatchedProduct } from "../app/watch-products.ts";
import { encodeProduct } from "./encode.ts";

export function encodeWatched(watched: WatchedProduct): WatchProductsResponse {
  const { resumeToken } = watched;
  if ("product" in watched) {
    return { resumeToken, change: { $case: "product", product: encodeProduct(watched.product) } };
  }
  if ("hiddenProductId" in watched) {
    return { resumeToken, change: { $case: "hiddenProductId", hiddenProductId: watched.hiddenProductId } };
  }
  return { resumeToken, change: undefined };
}
