import { create, type MessageInitShape } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import {
  BatchUpsertProductsRequestSchema,
  type ProductInputSchema,
  ProductService,
  type UpsertedProduct,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { requestIdOf } from "./request-id.ts";

export type ProductDraft = MessageInitShape<typeof ProductInputSchema>;

/** What files tell of products; all else that the market knows of them stays. */
const told = ["state", "name", "description", "brand", "category_ids", "options", "variants", "media", "attributes"];

/** Keeps up to 500 products. Answers with what came of each, in their order. */
export async function upsertProducts(
  transport: Transport,
  runId: string,
  products: readonly ProductDraft[],
): Promise<readonly UpsertedProduct[]> {
  const request = create(BatchUpsertProductsRequestSchema, {
    products: [...products],
    updateMask: { paths: [...told] },
  });
  const requestId = requestIdOf(runId, BatchUpsertProductsRequestSchema, request);
  const { results } = await createClient(ProductService, transport).batchUpsertProducts({ ...request, requestId });
  return results;
}
