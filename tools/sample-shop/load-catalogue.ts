import { fromJson, type JsonObject } from "@bufbuild/protobuf";
import { type Client, createClient, type Transport } from "@connectrpc/connect";
import type { Product } from "#gen/es/ultramarket/product/v1/product_pb.js";
import {
  CategoryService,
  CreateCategoryRequestSchema,
  CreateProductRequestSchema,
  ProductService,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { atOnce } from "./at-once.ts";
import { loadBrands } from "./load-brands.ts";
import { type SampleProduct, sampleCategories, sampleProducts } from "./sample-shop.ts";
import { unlessThere } from "./unless-there.ts";

/** What the catalogue of the sample shop is called by the market. */
export interface Catalogue {
  /** Ids by name. */
  readonly brands: ReadonlyMap<string, string>;
  /** Ids by slug. */
  readonly categories: ReadonlyMap<string, string>;
  /** Ids by slug. */
  readonly products: ReadonlyMap<string, string>;
  /** Ids by SKU. */
  readonly variants: ReadonlyMap<string, string>;
}

/** Loads brands, categories and products; those that are there stay as they are. */
export async function loadCatalogue(transport: Transport): Promise<Catalogue> {
  const [brands, categories] = await Promise.all([
    loadBrands(transport),
    loadCategories(createClient(CategoryService, transport)),
  ]);
  const client = createClient(ProductService, transport);
  const samples = await sampleProducts();
  const products = new Map<string, string>();
  const variants = new Map<string, string>();
  const note = (product: Product) => {
    products.set(product.slug, product.productId);
    for (const { sku, variantId } of product.variants) variants.set(sku, variantId);
  };
  await atOnce(samples, async (sample) => {
    const categoryIds = sample.categories.map((slug) => categories.get(slug) ?? "");
    const brandId = brands.get(sample.request.product.brand) ?? "";
    const request = { ...sample.request, product: { ...sample.request.product, brandId, categoryIds } };
    const created = await unlessThere(client.createProduct(fromJson(CreateProductRequestSchema, request)));
    if (created?.product !== undefined) note(created.product);
  });
  if (products.size < samples.length) await findProducts(client, samples, note);
  return { brands, categories, products, variants };
}

/** Notes the samples that were there before. */
async function findProducts(
  client: Client<typeof ProductService>,
  samples: readonly SampleProduct[],
  note: (product: Product) => void,
) {
  const slugs = new Set(samples.map(({ request }) => request.product.slug));
  for (let pageToken = ""; ; ) {
    const page = await client.listProducts({ pageSize: 100, pageToken });
    for (const product of page.products) if (slugs.has(product.slug)) note(product);
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
