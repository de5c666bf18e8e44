import { isServiceCode, type RetailLine } from "../../online-retail/mod.ts";
import { type DayFigures, type Sums, sumOf } from "./day-figures.ts";
import { type Entry, merged, type PricedUnits, worthOf } from "./entry.ts";
import { exactValue, isFinerThanPence } from "./exact-value.ts";
import type { Matcher, Taken } from "./match-cancellations.ts";
import type { Remark, RemarkReason } from "./remark.ts";
import { withinDay } from "./window.ts";

/** What is entered for a day, in order; what it comes to; and what of it is told. */
export interface DayPlan {
  readonly entries: readonly Entry[];
  readonly figures: DayFigures;
  readonly remarks: readonly Remark[];
}

/** A line of the day, and the sales it takes back if it is a cancellation that is covered. */
interface Matched {
  readonly line: RetailLine;
  readonly place: number;
  readonly taken: readonly Taken[] | undefined;
}

interface Placed {
  /** Among the lines of the day. */
  readonly place: number;
  readonly entry: Entry;
}

/**
 * Plans a day from its lines, which are sorted by time, then by their place in the file. Of an invoice over midnight all
 * lines are the day's; what it becomes happens within the day.
 */
export function planDay(day: string, lines: readonly RetailLine[], matcher: Matcher): DayPlan {
  const matched = lines.map((line, place) => ({ line, place, taken: match(line, matcher) }));
  const invoices = Map.groupBy(matched, ({ line }) => `${line.kind} ${line.invoice}`);
  const placed = [...invoices.values()].map(entryOf).filter((entry) => entry !== undefined);
  const entries = placed
    .toSorted((a, b) => a.place - b.place)
    .map(({ entry }) => ({ ...entry, time: withinDay(day, entry.time) }));
  const figures = sumOf([...matched.map(figuresOf), ...entries.map(orderFigures)]);
  return { entries, figures: { day, ...figures }, remarks: matched.flatMap(remarksOf) };
}

function match(line: RetailLine, matcher: Matcher): readonly Taken[] | undefined {
  if (line.kind === "sale") matcher.sell(line);
  return line.kind === "cancellation" ? matcher.take(line) : undefined;
}

/** What is entered for one invoice; undefined if nothing is. */
function entryOf(invoice: readonly Matched[]): Placed | undefined {
  const [first, last] = [invoice[0], invoice.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  switch (first.line.kind) {
    case "sale":
      return { place: first.place, entry: orderOf(invoice, first.line) };
    case "cancellation":
      return { place: last.place, entry: cancellationOf(invoice, last.line) };
    case "adjustment":
      return adjustmentOf(invoice, first);
    default:
      return undefined;
  }
}

function orderOf(sold: readonly Matched[], { invoice, time, customer }: RetailLine): Entry {
  const rows = sold.length;
  return { kind: "order", invoice, time, rows, customer, lines: merged(sold.map(({ line }) => unitsOf(line))) };
}

/** It stands at its last line, by which everything it takes back was sold. */
function cancellationOf(cancelled: readonly Matched[], { invoice, time, customer }: RetailLine): Entry {
  const parts = cancelled.flatMap(({ line, taken = [] }) =>
    taken.map((part) => ({ invoice: part.invoice, units: { ...unitsOf(line), quantity: part.quantity } })),
  );
  const returns = [...Map.groupBy(parts, (part) => part.invoice)].map(([sale, taken]) => ({
    invoice: sale,
    lines: merged(taken.map(({ units }) => units)),
  }));
  const credit = cancelled.filter(({ taken }) => taken === undefined).map(({ line }) => unitsOf(line));
  return { kind: "cancellation", invoice, time, rows: cancelled.length, customer, returns, credit };
}

function adjustmentOf(adjusted: readonly Matched[], { line: { invoice, time }, place }: Matched): Placed | undefined {
  const lines = adjusted
    .filter(({ line }) => !isServiceCode(line.code))
    .map(({ line: { code, quantity, description } }) => ({ code, quantity, description }));
  return lines.length === 0
    ? undefined
    : { place, entry: { kind: "adjustment", invoice, time, rows: lines.length, lines } };
}

function unitsOf({ code, unitPrice, quantity }: RetailLine): PricedUnits {
  return { code, unitPrice, quantity: quantity < 0n ? -quantity : quantity };
}

function figuresOf({ line, taken }: Matched): Partial<Sums> {
  const value = worthOf([unitsOf(line)]);
  switch (line.kind) {
    case "sale":
      return { saleLines: 1, exactGross: exactValue(line) };
    case "cancellation":
      return taken === undefined ? { unmatchedLines: 1, unmatched: value } : { matchedLines: 1, matched: value };
    case "adjustment":
      return { adjustments: 1 };
    case "free":
      return { free: 1 };
    case "bad-debt":
      return { badDebts: 1 };
  }
}

function orderFigures(entry: Entry): Partial<Sums> {
  if (entry.kind !== "order") return {};
  const units = entry.lines.reduce((sum, { quantity }) => sum + quantity, 0n);
  return { invoices: 1, lines: entry.lines.length, units, gross: worthOf(entry.lines) };
}

function remarksOf({ line, taken }: Matched): readonly Remark[] {
  const why = remarkOf(line, taken);
  return why === undefined ? [] : [{ why, line }];
}

function remarkOf(line: RetailLine, taken: readonly Taken[] | undefined): RemarkReason | undefined {
  if (line.kind === "free" || line.kind === "bad-debt") return line.kind;
  if (line.kind === "adjustment" && isServiceCode(line.code)) return "not-stocked";
  if (line.kind === "cancellation" && taken === undefined) return "unmatched";
  return line.kind === "sale" && isFinerThanPence(line) ? "rounded" : undefined;
}
