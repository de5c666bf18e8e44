import { create, toBinary } from "@bufbuild/protobuf";
import type { Transport } from "@connectrpc/connect";
import { type ProductInput, ProductInputSchema } from "#gen/es/ultramarket/product/v1/product_service_pb.js";
import type { Journal } from "../journal/journal.ts";
import type { Categories } from "../market/categories.ts";
import { upsertProducts } from "../market/products.ts";
import type { ErrorReport } from "../report/error-report.ts";
import type { CheckedProduct } from "./check-product.ts";
import { createStockCounter } from "./count-stock.ts";
import { entryErrors } from "./entry-errors.ts";
import { withLeftOut } from "./left-out.ts";
import type { CheckedEntry } from "./read-shop.ts";
import { noCounts, type ShopCounts, withResults } from "./shop-counts.ts";

export interface ShopSender {
  /** Takes the next entry of the file; sends when enough have come together. */
  take(entry: CheckedEntry): Promise<void>;
  /** Sends what is left. */
  flush(): Promise<void>;
  counts(): ShopCounts;
}

export interface ShopSenderOptions {
  readonly transport: Transport;
  readonly journal: Journal;
  readonly report: ErrorReport;
  readonly categories: Categories;
  /** Products sent at once, 500 at most. */
  readonly batchSize: number;
}

const mostBytes = 2 ** 20;
const mostErrors = 1_000;

/** Sends products in batches, in the order of the file, and notes in the journal how far it is. */
export function createShopSender({ transport, journal, report, categories, batchSize }: ShopSenderOptions): ShopSender {
  const countStock = createStockCounter(transport, journal, report);
  let counts: ShopCounts = { ...noCounts, ...journal.state().counts };
  let lastLine = journal.state().line;
  let batch: CheckedProduct[] = [];
  let bytes = 0;
  let errors = 0;

  const send = async (products: readonly CheckedProduct[]) => {
    const inputs: ProductInput[] = [];
    for (const product of products) inputs.push(await inCategories(product, categories));
    const results = await upsertProducts(transport, journal.state().runId, inputs);
    for (const [index, { raw }] of products.entries()) {
      const error = results[index]?.error;
      if (error !== undefined) report.add(withLeftOut(raw, entryErrors(raw, error)));
    }
    const counted = counts.counted + (await countStock(products, results));
    counts = { ...withResults(counts, results), counted };
  };

  const flush = async () => {
    if (batch.length > 0) await send(batch);
    batch = [];
    bytes = 0;
    const errorBytes = await report.flush();
    await journal.save({ line: lastLine, errorBytes, counts: { ...counts, errors: report.count() } });
  };

  return {
    async take(entry) {
      lastLine = entry.lastLine;
      if ("errors" in entry) {
        report.add(entry.errors);
        errors += 1;
        if (errors % mostErrors === 0) await flush();
        return;
      }
      batch.push(entry.product);
      bytes += toBinary(ProductInputSchema, entry.product.input).length;
      if (batch.length >= batchSize || bytes >= mostBytes) await flush();
    },
    flush,
    counts: () => counts,
  };
}

async function inCategories(
  { input, categories: paths }: CheckedProduct,
  categories: Categories,
): Promise<ProductInput> {
  const categoryIds: string[] = [];
  for (const path of paths) categoryIds.push(await categories.at(path));
  return create(ProductInputSchema, { ...input, categoryIds: [...new Set(categoryIds)] });
}
