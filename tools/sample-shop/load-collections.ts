import { fromJson, type JsonObject } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { CollectionService, CreateCollectionRequestSchema } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import type { Catalogue } from "./load-catalogue.ts";
import { type SampleCollection, sampleCollections } from "./sample-shop.ts";
import { unlessThere } from "./unless-there.ts";

/** Puts the products of the catalogue together; answers how many collections there are. */
export async function loadCollections(transport: Transport, catalogue: Catalogue): Promise<number> {
  const client = createClient(CollectionService, transport);
  const samples = await sampleCollections();
  for (const sample of samples) {
    const request = { ...sample.request, collection: withIds(sample, catalogue) };
    await unlessThere(client.createCollection(fromJson(CreateCollectionRequestSchema, request)));
  }
  return samples.length;
}

function withIds({ brands, categories, products, request }: SampleCollection, catalogue: Catalogue): JsonObject {
  const { rule, ...collection } = request.collection;
  const idsOf = (names: readonly string[] | undefined, ids: ReadonlyMap<string, string>) =>
    (names ?? []).map((name) => ids.get(name) ?? "");
  if (rule === undefined) return { ...collection, productIds: idsOf(products, catalogue.products) };
  const brandIds = idsOf(brands, catalogue.brands);
  const categoryIds = idsOf(categories, catalogue.categories);
  return { ...collection, rule: { ...(rule as JsonObject), brandIds, categoryIds } };
}
