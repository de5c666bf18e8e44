import type { Transport } from "@connectrpc/connect";
import { readStock } from "../../import/market/stock.ts";
import { type ProgressOptions, showProgress } from "../../import/report/progress-line.ts";
import type { Journal } from "../enter/journal.ts";
import type { Known } from "../enter/known.ts";
import type { Gatherer } from "../gatherer.ts";
import type { Window } from "../plan/window.ts";
import { differingDays, type FiguresByDay, ofFile } from "./figures.ts";
import { ofAnalytics } from "./of-analytics.ts";
import { invoicesThatDiffer } from "./of-invoices.ts";
import { type OrdersRead, ofOrders } from "./of-orders.ts";
import { stockAdrift } from "./of-stock.ts";
import { settled } from "./settled.ts";
import { daysThatDiffer, tableOf } from "./table.ts";

export interface CompareOptions {
  readonly transport: Transport;
  readonly window: Window;
  readonly gatherer: Gatherer;
  readonly journal: Journal;
  readonly known: Known;
  readonly progress: ProgressOptions;
  /** How long figures that differ may stay as they are before they count as final. Default: 20 s. */
  readonly stillMs?: number | undefined;
}

export interface Comparison {
  /** The table and what is wrong, in words. */
  readonly lines: readonly string[];
  readonly isEqual: boolean;
}

/** Differences are named up to so many of a kind. */
const namedAtMost = 20;

/** Compares the file with what analytics, the order API and the stock say once all have heard of everything. */
export async function compareWithMarket(options: CompareOptions): Promise<Comparison> {
  const { transport, window, gatherer, stillMs } = options;
  const file = ofFile(gatherer.days());
  const analytics = await settled(() => ofAnalytics(transport, window), {
    isRight: (days: FiguresByDay) => differingDays(file, days).length === 0,
    stillMs,
  });
  const orders = await settled(() => readOrders(options), {
    isRight: ({ problems }) => problems.length === 0,
    stillMs,
  });
  const compared = { file, analytics, orders: orders.days };
  const problems = [
    ...named(daysThatDiffer(compared), (day) => `${day}: the market has other figures than the file`),
    ...named(orders.problems, (problem) => problem),
    ...named(invoicesThatDiffer(gatherer.invoices(), orders.invoices), (problem) => problem),
    ...named(await stockProblems(options), (problem) => problem),
  ];
  return { lines: [...tableOf(compared), ...problems, ...leftOut(options)], isEqual: problems.length === 0 };
}

async function readOrders({ transport, window, gatherer, progress }: CompareOptions): Promise<OrdersRead> {
  const line = showProgress("comparing", "orders", progress);
  const total = gatherer.sums().invoices;
  const orders = await ofOrders(transport, window, (count) => line.at(count, Math.max(total, count), count));
  line.end();
  return orders;
}

/** Entries of an earlier, longer replay moved stock as well, by units that the window does not tell. */
function entriesBeyond({ gatherer, journal }: CompareOptions): number {
  return journal.count() - gatherer.entries();
}

function leftOut(options: CompareOptions): readonly string[] {
  const beyond = entriesBeyond(options);
  return beyond > 0 ? [`Stock is not compared: ${beyond} invoices after the window were replayed before.`] : [];
}

async function stockProblems(options: CompareOptions): Promise<readonly string[]> {
  if (entriesBeyond(options) > 0) return [];
  const { transport, gatherer, journal, known, stillMs } = options;
  const moved = new Map([...gatherer.moved()].map(([code, units]) => [known.variantOf(code), units]));
  return settled(async () => stockAdrift(journal.opening, moved, await readStock(transport)), {
    isRight: (adrift) => adrift.length === 0,
    stillMs,
  });
}

function named<T>(problems: readonly T[], say: (problem: T) => string): readonly string[] {
  const more = problems.length - namedAtMost;
  return [...problems.slice(0, namedAtMost).map(say), ...(more > 0 ? [`... and ${more} more`] : [])];
}
