import { fromJson, type JsonObject } from "@bufbuild/protobuf";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import {
  CategoryService,
  CreateCategoryRequestSchema,
  CreateProductRequestSchema,
  ProductService,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { atOnce } from "./at-once.ts";
import { sampleCategories, sampleProducts } from "./sample-shop.ts";
import { unlessThere } from "./unless-there.ts";

export interface Catalogue {
  readonly categories: number;
  readonly products: number;
  /** Ids of all variants by SKU. */
  readonly variants: ReadonlyMap<string, string>;
}

/** Loads categories and products; those that are there stay as they are. */
export async function loadCatalogue(transport: Transport): Promise<Catalogue> {
  const categories = await loadCategories(createClient(CategoryService, transport));
  const client = createClient(ProductService, transport);
  const samples = await sampleProducts();
  const variants = new Map<string, string>();
  await atOnce(samples, async (sample) => {
    const categoryIds = sample.categories.map((slug) => categories.get(slug) ?? "");
    const request = { ...sample.request, product: { ...sample.request.product, categoryIds } };
    const created = await unlessThere(client.createProduct(fromJson(CreateProductRequestSchema, request)));
    for (const { sku, variantId } of created?.product?.variants ?? []) variants.set(sku, variantId);
  });
  const skus = new Set(samples.flatMap(({ request }) => request.product.variants.map(({ sku }) => sku)));
  if (variants.size < skus.size) await findVariants(client, skus, variants);
  return { categories: categories.size, products: samples.length, variants };
}

/** Adds the variants that were there before. */
async function findVariants(client: Client<typeof ProductService>, skus: ReadonlySet<string>, to: Map<string, string>) {
  for (let pageToken = ""; ; ) {
    const page = await client.listProducts({ pageSize: 100, pageToken });
    for (const { sku, variantId } of page.products.flatMap(({ variants }) => variants)) {
      if (skus.has(sku)) to.set(sku, variantId);
    }
    if (page.nextPageToken === "") return;
    pageToken = page.nextPageToken;
  }
}

/** The ids of the sample's categories by their slugs. */
async function loadCategories(client: Client<typeof CategoryService>): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { parent, request } of await sampleCategories()) {
    const category: JsonObject = { ...request.category };
    if (parent !== undefined) category.parentCategoryId = ids.get(parent) ?? "";
    const message = fromJson(CreateCategoryRequestSchema, { ...request, category });
    const created = await unlessThere(client.createCategory(message));
    const { slug } = request.category;
    ids.set(slug, created?.category?.categoryId ?? (await findCategory(client, slug)) ?? "");
  }
  return ids;
}

async function findCategory(client: Client<typeof CategoryService>, slug: string): Promise<string | undefined> {
  for (let pageToken = ""; ; ) {
    const page = await client.listCategories({ pageSize: 100, pageToken });
    const found = page.categories.find((category) => category.slug === slug);
    if (found !== undefined || page.nextPageToken === "") return found?.categoryId;
    pageToken = page.nextPageToken;
  }
}
