import { fromJson } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import {
  BatchUpdatePriceListEntriesRequestSchema,
  CreatePriceListRequestSchema,
  PriceListService,
} from "#gen/es/ultramarket/pricing/v1/price_list_service_pb.js";
import { samplePriceLists } from "./sample-shop.ts";

/** Offers the price lists, once each if the caller is the same user. */
export async function loadPriceLists(transport: Transport, variants: ReadonlyMap<string, string>): Promise<void> {
  const client = createClient(PriceListService, transport);
  for (const { request, entries } of await samplePriceLists()) {
    const { priceList } = await client.createPriceList(fromJson(CreatePriceListRequestSchema, request));
    const set = entries.map(({ sku, ...entry }) => ({ ...entry, variantId: variants.get(sku) ?? "" }));
    const wanted = { priceListId: priceList?.priceListId ?? "", set, requestId: `${request.requestId}/entries` };
    await client.batchUpdatePriceListEntries(fromJson(BatchUpdatePriceListEntriesRequestSchema, wanted));
  }
}
