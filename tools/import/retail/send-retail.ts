import { StockAdjustmentReason } from "#gen/es/ultramarket/inventory/v1/inventory_pb.js";
import { isServiceCode } from "../../online-retail/mod.ts";
import { rowError } from "../../table-file/mod.ts";
import { batches } from "../batches.ts";
import type { Market } from "../import-options.ts";
import type { Journal } from "../journal/journal.ts";
import { upsertCustomers } from "../market/customers.ts";
import { upsertProducts } from "../market/products.ts";
import { type Adjustment, adjustStock, readStock, type Stock } from "../market/stock.ts";
import type { ErrorReport } from "../report/error-report.ts";
import type { Shop } from "./gather.ts";
import { customerOf, productOf } from "./to-market.ts";

export interface RetailSending {
  readonly market: Market;
  readonly journal: Journal;
  readonly shop: Shop;
  readonly report: ErrorReport;
  /** How many things are sent at once, 500 at most. */
  readonly batchSize: number;
  /** Receives stock also of goods that have had some. */
  readonly topUp: boolean;
  /** Told of so many more that are sent. */
  readonly sent: (count: number) => void;
}

/** What stock was received, and of how many goods it was kept as it is. */
export interface Received {
  readonly units: bigint;
  readonly goods: number;
  readonly kept: number;
}

/** Sends products, opening stock and customers, in this order. */
export async function sendRetail(sending: RetailSending): Promise<Received> {
  const variants = await sendProducts(sending);
  const received = await sendStock(sending, variants);
  await sendCustomers(sending);
  return received;
}

/** The variants' ids by stock code, of those that are kept. */
async function sendProducts({ market, journal, shop, report, batchSize, sent }: RetailSending) {
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
    sent(batch.length);
  }
  return variants;
}

/** Receives what leaves in the file: of goods that never had stock, and of all that lack some if they are topped up. */
async function sendStock(sending: RetailSending, variants: ReadonlyMap<string, string>): Promise<Received> {
  const { market, journal, report, batchSize, topUp } = sending;
  const before = await readStock(market.transport);
  const goods = stockedGoods(sending.shop, variants);
  const adjustments = goods.flatMap(({ variantId, leaves }): Adjustment[] => {
    const quantityDelta = missing(leaves, before.get(variantId), topUp);
    const why = { reason: StockAdjustmentReason.RECEIVED, note: "Online Retail" };
    return quantityDelta > 0n ? [{ variantId, quantityDelta, ...why }] : [];
  });
  const codes = new Map(goods.map(({ variantId, code, line }) => [variantId, { code, line }]));
  for (const batch of batches(adjustments, batchSize)) {
    for (const { adjustment, reason } of await adjustStock(market.transport, journal, batch)) {
      const { code, line } = codes.get(adjustment.variantId) ?? { code: "", line: 0 };
      report.add([rowError(line, "StockCode", code, `no opening stock: ${reason}`)]);
    }
  }
  const units = adjustments.reduce((sum, { quantityDelta = 0n }) => sum + quantityDelta, 0n);
  const kept = topUp ? 0 : goods.filter(({ variantId }) => before.has(variantId)).length;
  return { units, goods: adjustments.length, kept };
}

/** What of which stock is kept leaves in the file. */
function stockedGoods({ goods }: Shop, variants: ReadonlyMap<string, string>) {
  return [...variants].flatMap(([code, variantId]) => {
    const { leaves, line } = goods.get(code) ?? { leaves: 0n, line: 0 };
    return isServiceCode(code) || leaves <= 0n ? [] : [{ code, line, variantId, leaves }];
  });
}

function missing(leaves: bigint, stock: Stock | undefined, topUp: boolean): bigint {
  if (stock === undefined) return leaves;
  return topUp ? leaves - stock.available : 0n;
}

async function sendCustomers({ market, journal, shop, batchSize, sent }: RetailSending): Promise<void> {
  for (const batch of batches([...shop.customers], batchSize)) {
    const drafts = batch.map(([number, customer]) => customerOf(number, customer));
    await upsertCustomers(market.transport, journal.state().runId, drafts);
    sent(batch.length);
  }
}
