import { fromJson, type JsonObject } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import {
  CategoryService,
  CreateCategoryRequestSchema,
  CreateProductRequestSchema,
  ProductService,
} from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import { sampleCategories, sampleProducts } from "./sample-shop.ts";

export interface Loaded {
  readonly categories: number;
  readonly products: number;
}

const atOnce = 8;

/** Loads the sample shop as a client with a staff token. Repeating it, after a crash too, adds nothing twice. */
export async function loadSampleShop(transport: Transport): Promise<Loaded> {
  const ids = await loadCategories(transport);
  const { createProduct } = createClient(ProductService, transport);
  const products = (await sampleProducts()).values();
  let loaded = 0;
  const work = async () => {
    for (const { categories, request } of products) {
      const product = { ...request.product, categoryIds: categories.map((slug) => ids.get(slug) ?? "") };
      await unlessThere(createProduct(fromJson(CreateProductRequestSchema, { ...request, product })));
      loaded += 1;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return { categories: ids.size, products: loaded };
}

/** The ids of the sample's categories by their slugs. */
async function loadCategories(transport: Transport): Promise<ReadonlyMap<string, string>> {
  const { createCategory, listCategories } = createClient(CategoryService, transport);
  const ids = new Map<string, string>();
  for (const { parent, request } of await sampleCategories()) {
    const category: JsonObject = { ...request.category };
    if (parent !== undefined) category.parentCategoryId = ids.get(parent) ?? "";
    const created = await unlessThere(createCategory(fromJson(CreateCategoryRequestSchema, { ...request, category })));
    const { slug } = request.category;
    if (created?.category !== undefined) ids.set(slug, created.category.categoryId);
    else ids.set(slug, (await findCategory(listCategories, slug)) ?? "");
  }
  return ids;
}

async function findCategory(
  list: ReturnType<typeof createClient<typeof CategoryService>>["listCategories"],
  slug: string,
): Promise<string | undefined> {
  for (let pageToken = ""; ; ) {
    const page = await list({ pageSize: 100, pageToken });
    const found = page.categories.find((category) => category.slug === slug);
    if (found !== undefined || page.nextPageToken === "") return found?.categoryId;
    pageToken = page.nextPageToken;
  }
}

/** The answer, or undefined if the thing was there before. */
async function unlessThere<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (ConnectError.from(error).code === Code.AlreadyExists) return undefined;
    throw error;
  }
}
