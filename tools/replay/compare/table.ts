import { differingDays, type Figures, type FiguresByDay, netOf, noFigures, same, totalOf } from "./figures.ts";

/** What file and market have, by day. */
export interface Compared {
  readonly file: FiguresByDay;
  readonly analytics: FiguresByDay;
  readonly orders: FiguresByDay;
}

const widths = [12, 9, 9, 9, 11, 15, 13, 13, 15];
const header = ["day", "", "invoices", "lines", "units", "gross", "refunds", "credits", "net"];

/** The table, a line a day where all three agree, else a line for each; the total last. */
export function tableOf({ file, analytics, orders }: Compared): readonly string[] {
  const days = [...new Set([...file.keys(), ...analytics.keys(), ...orders.keys()])].toSorted();
  const rows = days.flatMap((day) =>
    rowsOf(day, file.get(day) ?? noFigures, analytics.get(day) ?? noFigures, orders.get(day) ?? noFigures),
  );
  return [row(header), ...rows, ...rowsOf("total", totalOf(file), totalOf(analytics), totalOf(orders))];
}

/** Days on which the market has other figures than the file. */
export function daysThatDiffer({ file, analytics, orders }: Compared): readonly string[] {
  return [...new Set([...differingDays(file, analytics), ...differingDays(file, orders)])].toSorted();
}

function rowsOf(day: string, file: Figures, analytics: Figures, orders: Figures): readonly string[] {
  if (same(file, analytics) && same(file, orders)) return [row([day, "all agree", ...cellsOf(file)])];
  return [
    row([day, "file", ...cellsOf(file)]),
    row(["", "analytics", ...cellsOf(analytics)]),
    row(["", "orders", ...cellsOf(orders)]),
  ];
}

function cellsOf(figures: Figures): readonly string[] {
  const { invoices, lines, units, gross, refunds, credits } = figures;
  const counts = [invoices, lines, units].map((count) => count.toLocaleString("en"));
  return [...counts, ...[gross, refunds, credits, netOf(figures)].map(pounds)];
}

function row(cells: readonly string[]): string {
  return cells
    .map((cell, column) => (column < 2 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
    .join(" ");
}

/** Pence as pounds, such as "1,515,110.70". */
export function pounds(pence: bigint): string {
  const digits = String(pence < 0n ? -pence : pence).padStart(3, "0");
  const whole = BigInt(digits.slice(0, -2)).toLocaleString("en");
  return `${pence < 0n ? "-" : ""}${whole}.${digits.slice(-2)}`;
}
