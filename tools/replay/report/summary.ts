import { pounds } from "../compare/table.ts";
import type { Sums } from "../plan/day-figures.ts";
import { type RemarkReason, reasons } from "../plan/remark.ts";

/** What the file has in the window, in words. */
export function fileSummary(rows: number, rowErrors: number, sums: Sums): readonly string[] {
  const { invoices, saleLines, gross, exactGross, matchedLines, matched, unmatchedLines, unmatched } = sums;
  const exact = `${exactGross / 1_000n}.${String(exactGross % 1_000n).padStart(3, "0")}`;
  const rounded = exactGross === gross * 10n ? "" : ` (${exact} before prices were rounded to pence)`;
  return [
    `${count(rows)} rows in the window; ${count(rowErrors)} rows of the file have errors`,
    `${count(invoices)} invoices with ${count(saleLines)} sale lines: ${pounds(gross)}${rounded}`,
    `${count(matchedLines)} cancellation lines take back what was sold: ${pounds(matched)}`,
    `${count(unmatchedLines)} cancellation lines are credits: ${pounds(unmatched)}`,
  ];
}

/** How many lines there are of each reason. */
export function remarkSummary(counts: ReadonlyMap<RemarkReason, number>): readonly string[] {
  return [...counts].map(([why, number]) => `${count(number)} ${reasons[why]}`);
}

function count(number: number): string {
  return number.toLocaleString("en");
}
