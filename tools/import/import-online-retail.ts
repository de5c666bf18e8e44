import { join } from "node:path";
import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import { isServiceCode, readOnlineRetail } from "../online-retail/mod.ts";
import { rowError } from "../table-file/mod.ts";
import { batches } from "./batches.ts";
import type { ImportOptions, ImportResult, Market } from "./import-options.ts";
import { digestOf } from "./journal/digest.ts";
import { type Journal, openJournal } from "./journal/journal.ts";
import { upsertCustomers } from "./market/customers.ts";
import { upsertProducts } from "./market/products.ts";
import { type Adjustment, adjustStock, readStock, settlePending } from "./market/stock.ts";
import { type ErrorReport, openErrorReport } from "./report/error-report.ts";
import { showProgress } from "./report/progress-line.ts";
import { addLine, emptyShop, type Shop } from "./retail/gather.ts";
import { customerOf, productOf } from "./retail/to-market.ts";

export interface RetailImportOptions extends ImportOptions {
  /** Receives what the file takes also of goods that have had stock, up to what is missing. */
  readonly topUp?: boolean | undefined;
}

interface Work {
  readonly batchSize: number;
  readonly market: Market;
  readonly journal: Journal;
  readonly shop: Shop;
  readonly report: ErrorReport;
  /** Told of so many more that are done. */
  readonly done: (count: number) => void;
}

/**
 * Takes in products, opening stock and customers of an Online Retail file. The file is read once, then all is sent.
 * Repeated, or killed and run again, it comes to the same.
 */
export async function importOnlineRetail(options: RetailImportOptions): Promise<ImportResult> {
  const { file, dataDir, errorsFile, openMarket } = options;
  const folder = join(dataDir, "imports", `online-retail-${await digestOf(file)}`);
  const report = await openErrorReport(errorsFile ?? join(folder, "errors.csv"));
  const { shop, rows } = await gather(options, report);
  const market = await openMarket?.();
  const received = market && (await send(market, shop, { options, folder, report }));
  await report.flush();
  return { summary: [...summaryOf(shop, rows), ...(received ?? []), report.summary()], rowErrors: report.count() };
}

async function gather({ file, progress }: ImportOptions, report: ErrorReport) {
  const shop = emptyShop();
  const line = showProgress("reading", "rows", progress);
  let rows = 0;
  for await (const row of readOnlineRetail(file, { progress: (done, total) => line.at(done, total, rows) })) {
    rows += 1;
    if ("line" in row) addLine(shop, row.line);
    else report.add(row.errors);
    if (rows % 10_000 === 0) await report.flush();
  }
  line.end();
  return { shop, rows };
}

async function send(
  market: Market,
  shop: Shop,
  { options, folder, report }: { options: RetailImportOptions; folder: string; report: ErrorReport },
): Promise<readonly string[]> {
  const journal = await openJournal(folder, market.url);
  await journal.save({});
  await settlePending(market.transport, journal);
  const line = showProgress("sending", "products and customers", options.progress);
  const total = shop.goods.size + shop.customers.size;
  let sent = 0;
  const done = (count: number) => {
    sent += count;
    line.at(sent, total, sent);
  };
  const work = { batchSize: options.batchSize ?? 500, market, journal, shop, report, done };
  const variants = await sendProducts(work);
  const stocked = await sendStock(work, variants, options.topUp ?? false);
  await sendCustomers(work);
  await journal.finish();
  line.end();
  return stocked;
}

/** The variants' ids by stock code, of those that are kept. */
async function sendProducts({
  batchSize,
  market,
  journal,
  shop,
  report,
  done,
}: Work): Promise<ReadonlyMap<string, string>> {
  const variants = new Map<string, string>();
  for (const batch of batches([...shop.goods], batchSize)) {
    const drafts = batch.map(([code, goods]) => productOf(code, goods));
    const results = await upsertProducts(market.transport, journal.state().runId, drafts);
    for (const [index, [code, { line }]] of batch.entries()) {
      const { error, variants: kept = [] } = results[index] ?? {};
      const variantId = kept[0]?.variantId;
      if (variantId !== undefined) variants.set(code, variantId);
      if (error !== undefined) report.add([rowError(line, "StockCode", code, `no product: ${error.message}`)]);
    }
    done(batch.length);
  }
  return variants;
}

/** Receives what leaves in the file: of goods that never had stock, and of all that lack some if they are topped up. */
async function sendStock(
  { batchSize, market, journal, shop, report }: Work,
  variants: ReadonlyMap<string, string>,
  topUp: boolean,
) {
  const before = await readStock(market.transport);
  const why = { reason: StockAdjustmentReason.RECEIVED, note: "Online Retail" };
  const adjustments: Adjustment[] = [];
  let kept = 0;
  for (const [code, variantId] of variants) {
    const leaves = shop.goods.get(code)?.leaves ?? 0n;
    if (isServiceCode(code) || leaves <= 0n) continue;
    const stock = before.get(variantId);
    if (stock !== undefined) kept += 1;
    const missing = stock === undefined ? leaves : topUp ? leaves - stock.available : 0n;
    if (missing > 0n) adjustments.push({ variantId, quantityDelta: missing, ...why });
  }
  for (const batch of batches(adjustments, batchSize)) {
    for (const { adjustment, reason } of await adjustStock(market.transport, journal, batch)) {
      report.add([rowError(0, "Quantity", adjustment.variantId, `no opening stock: ${reason}`)]);
    }
  }
  const units = adjustments.reduce((sum, { quantityDelta = 0n }) => sum + quantityDelta, 0n);
  return [
    `stock received      ${figure(units)} units of ${figure(adjustments.length)} products`,
    ...(kept > 0 && !topUp ? [`stock kept as it is ${figure(kept)} products had some before (see --top-up)`] : []),
  ];
}

async function sendCustomers({ batchSize, market, journal, shop, done }: Work): Promise<void> {
  for (const batch of batches([...shop.customers], batchSize)) {
    const drafts = batch.map(([number, customer]) => customerOf(number, customer));
    await upsertCustomers(market.transport, journal.state().runId, drafts);
    done(batch.length);
  }
}

function summaryOf({ goods, customers, countries }: Shop, rows: number): readonly string[] {
  const services = [...goods.keys()].filter(isServiceCode).length;
  const leaves = [...goods].filter(([code]) => !isServiceCode(code)).reduce((sum, [, { leaves }]) => sum + leaves, 0n);
  return [
    `rows                ${figure(rows)}`,
    `products            ${figure(goods.size - services)}`,
    `services and fees   ${figure(services)}`,
    `customers           ${figure(customers.size)}`,
    `countries           ${figure([...countries].filter((code) => code !== "").length)}`,
    `units that leave    ${figure(leaves)}`,
  ];
}

function figure(value: number | bigint): string {
  return value.toLocaleString("en");
}
