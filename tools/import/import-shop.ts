import { join } from "node:path";
import type { ImportOptions, ImportResult } from "./import-options.ts";
import { digestOf } from "./journal/digest.ts";
import { openJournal } from "./journal/journal.ts";
import { openCategories } from "./market/categories.ts";
import { settlePending } from "./market/stock.ts";
import { openErrorReport } from "./report/error-report.ts";
import { showProgress } from "./report/progress-line.ts";
import { summaryLine } from "./report/summary-line.ts";
import { type CheckedEntry, readShop } from "./shop/read-shop.ts";
import { createShopSender } from "./shop/send-shop.ts";
import { productsLine, summaryOf } from "./shop/shop-counts.ts";

/**
 * Takes in a shop of our own format: products as they are read, with their categories and their stock. Repeated, it
 * changes nothing; killed and run again, it goes on after the last products that were kept.
 */
export async function importShop(options: ImportOptions): Promise<ImportResult> {
  const folder = join(options.dataDir, "imports", `shop-${await digestOf(options.file)}`);
  const market = await options.openMarket?.();
  const errorsFile = options.errorsFile ?? join(folder, "errors.csv");
  if (market === undefined) return checkOnly(options, errorsFile);

  const { transport } = market;
  const journal = await openJournal(folder, market.url);
  const { errorBytes, counts, line, runId } = journal.state();
  const report = await openErrorReport(errorsFile, errorBytes, counts.errors);
  await settlePending(transport, journal);
  const categories = await openCategories(transport, runId);
  const sender = createShopSender({ transport, journal, report, categories, batchSize: options.batchSize ?? 500 });
  await eachEntry(options, async (entry) => {
    if (entry.lastLine > line) await sender.take(entry);
  });
  await sender.flush();
  await journal.finish();
  const went = journal.resumed && line > 0 ? [summaryLine("went on after line", line)] : [];
  const created = summaryLine("categories created", categories.created());
  return { summary: [...went, ...summaryOf(sender.counts()), created, report.summary()], rowErrors: report.count() };
}

/** Without a market: says what is wrong and how much there is. */
async function checkOnly(options: ImportOptions, errorsFile: string): Promise<ImportResult> {
  const report = await openErrorReport(errorsFile);
  const counts = { products: 0, variants: 0 };
  await eachEntry(options, async (entry) => {
    if ("errors" in entry) report.add(entry.errors);
    else {
      counts.products += 1;
      counts.variants += entry.product.input.variants.length;
    }
    await report.flush();
  });
  return {
    summary: [productsLine(counts), report.summary()],
    rowErrors: report.count(),
  };
}

async function eachEntry({ file, progress }: ImportOptions, work: (entry: CheckedEntry) => Promise<void>) {
  const line = showProgress("importing", "products", progress);
  let products = 0;
  for await (const entry of readShop(file, (done, total) => line.at(done, total, products))) {
    if ("product" in entry) products += 1;
    await work(entry);
  }
  line.end();
}
