import { fromJson } from "@bufbuild/protobuf";
import { createClient, type Transport } from "@connectrpc/connect";
import { BrandService, CreateBrandRequestSchema } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { sampleBrands } from "./sample-shop.ts";
import { unlessThere } from "./unless-there.ts";

/** The ids of the sample's brands by their names; those that are there stay as they are. */
export async function loadBrands(transport: Transport): Promise<ReadonlyMap<string, string>> {
  const client = createClient(BrandService, transport);
  const ids = new Map<string, string>();
  for (const request of await sampleBrands()) {
    const created = await unlessThere(client.createBrand(fromJson(CreateBrandRequestSchema, request)));
    if (created?.brand !== undefined) ids.set(created.brand.name, created.brand.brandId);
  }
  for (let pageToken = ""; ; ) {
    const page = await client.listBrands({ pageSize: 100, pageToken });
    for (const { name, brandId } of page.brands) ids.set(name, brandId);
    if (page.nextPageToken === "") return ids;
    pageToken = page.nextPageToken;
  }
}
