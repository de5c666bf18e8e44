import type { FiguresByInvoice } from "./compare/figures.ts";
import { addEntry, createInvoiceSums } from "./compare/of-invoices.ts";
import { addMoved } from "./compare/stock-moved.ts";
import { type DayFigures, type Sums, sumOf } from "./plan/day-figures.ts";
import type { Entry } from "./plan/entry.ts";
import type { DayPlan } from "./plan/plan-day.ts";
import type { RemarkReport } from "./report/remarks.ts";

/** What passes by as the plan is entered: what the file comes to, day by day. */
export interface Gatherer {
  /** The entries of the days, in order; the days are gathered as they pass. */
  entriesOf(days: AsyncIterable<DayPlan>): AsyncGenerator<Entry>;
  readonly remarks: RemarkReport;
  days(): readonly DayFigures[];
  sums(): Sums;
  /** What each sale invoice comes to, and each cancellation that has credits. */
  invoices(): FiguresByInvoice;
  /** How many entries there were. */
  entries(): number;
  /** Units that were added to the stock of each code, or taken away if negative. */
  moved(): ReadonlyMap<string, bigint>;
}

export function createGatherer(remarks: RemarkReport): Gatherer {
  const days: DayFigures[] = [];
  const invoices = createInvoiceSums();
  const moved = new Map<string, bigint>();
  let entries = 0;
  return {
    async *entriesOf(plan) {
      for await (const day of plan) {
        days.push(day.figures);
        remarks.add(day.remarks);
        for (const entry of day.entries) {
          addEntry(invoices, entry);
          addMoved(moved, entry);
          entries += 1;
          yield entry;
        }
      }
    },
    remarks,
    days: () => days,
    sums: () => sumOf(days),
    invoices: () => invoices.all,
    entries: () => entries,
    moved: () => moved,
  };
}
