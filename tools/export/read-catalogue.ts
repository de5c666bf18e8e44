import { setTimeout as sleep } from "node:timers/promises";
import { Code, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import type { Product } from "#gen/es/ultramarket/product/v1/product_pb.js";
import { CategoryService, ProductService } from "#gen/es/ultramarket/product/v1/product_service_pb.js";

const mostBreaks = 20;
const pauseMs = 500;

/** All products, some at a time. A stream that breaks off is gone on with, twenty times in a row at most. */
export async function* readProducts(transport: Transport): AsyncGenerator<readonly Product[], void> {
  const { exportProducts } = createClient(ProductService, transport);
  let resumeToken = "";
  for (let breaks = 0; ; breaks += 1) {
    try {
      for await (const answer of exportProducts({ resumeToken })) {
        yield answer.products;
        resumeToken = answer.resumeToken;
        breaks = 0;
      }
      return;
    } catch (error) {
      if (!passing.has(ConnectError.from(error).code) || breaks === mostBreaks) throw error;
      await sleep(pauseMs);
    }
  }
}

const passing: ReadonlySet<Code> = new Set([Code.Unavailable, Code.DeadlineExceeded, Code.Aborted, Code.Canceled]);

/** Gives the names of each category and those above it, such as "Kitchen > Mugs". */
export async function readCategoryPaths(transport: Transport): Promise<(categoryId: string) => string> {
  const { listCategories } = createClient(CategoryService, transport);
  const found = new Map<string, { readonly name: string; readonly parentCategoryId: string }>();
  for (let pageToken = ""; ; ) {
    const page = await listCategories({ pageSize: 100, pageToken });
    for (const category of page.categories) found.set(category.categoryId, category);
    if (page.nextPageToken === "") break;
    pageToken = page.nextPageToken;
  }
  const pathOf = (categoryId: string): string => {
    const category = found.get(categoryId);
    if (category === undefined) return "";
    const above = category.parentCategoryId === "" ? "" : pathOf(category.parentCategoryId);
    return above === "" ? category.name : `${above} > ${category.name}`;
  };
  return pathOf;
}
