import { join } from "node:path";
import { isServiceCode, readOnlineRetail } from "../online-retail/mod.ts";
import type { ImportOptions, ImportResult, Market } from "./import-options.ts";
import { digestOf } from "./journal/digest.ts";
import { openJournal } from "./journal/journal.ts";
import { settlePending } from "./market/stock.ts";
import { type ErrorReport, openErrorReport } from "./report/error-report.ts";
import { showProgress } from "./report/progress-line.ts";
import { summaryLine } from "./report/summary-line.ts";
import { addLine, emptyShop, type Shop } from "./retail/gather.ts";
import { type Received, sendRetail } from "./retail/send-retail.ts";

export interface RetailImportOptions extends ImportOptions {
  /** Receives what the file takes also of goods that have had stock, up to what is missing. */
  readonly topUp?: boolean | undefined;
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
  const summary = [...foundIn(shop, rows), ...(received ? told(received) : []), report.summary()];
  return { summary, rowErrors: report.count() };
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

interface Sending {
  readonly options: RetailImportOptions;
  readonly folder: string;
  readonly report: ErrorReport;
}

async function send(market: Market, shop: Shop, { options, folder, report }: Sending): Promise<Received> {
  const { batchSize = 500, topUp = false } = options;
  const journal = await openJournal(folder, market.url);
  await journal.save({});
  await settlePending(market.transport, journal);
  const line = showProgress("sending", "products and customers", options.progress);
  const total = shop.goods.size + shop.customers.size;
  let done = 0;
  const sent = (count: number) => {
    done += count;
    line.at(done, total, done);
  };
  const received = await sendRetail({ market, journal, shop, report, batchSize, topUp, sent });
  await journal.finish();
  line.end();
  return received;
}

function foundIn({ goods, customers, countries }: Shop, rows: number): readonly string[] {
  const services = [...goods.keys()].filter(isServiceCode).length;
  const stocked = [...goods].filter(([code]) => !isServiceCode(code));
  return [
    summaryLine("rows", rows),
    summaryLine("products", goods.size - services),
    summaryLine("services and fees", services),
    summaryLine("customers", customers.size),
    summaryLine("countries", [...countries].filter((code) => code !== "").length),
    summaryLine(
      "units that leave",
      stocked.reduce((sum, [, { leaves }]) => sum + leaves, 0n),
    ),
  ];
}

function told({ units, goods, kept }: Received): readonly string[] {
  const figure = (value: number | bigint) => value.toLocaleString("en");
  const before = `${figure(kept)} products had some before, and keep what they have; --top-up fills it up`;
  return [
    summaryLine("stock received", `${figure(units)} units of ${figure(goods)} products`),
    ...(kept > 0 ? [summaryLine("stock kept", before)] : []),
  ];
}
