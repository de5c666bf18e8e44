import { writeFile } from "node:fs/promises";
import { csvRow } from "../../table-file/csv-row.ts";
import type { Remark, RemarkReason } from "../plan/remark.ts";

/** Lines of the file that are told of, as a file of CSV, with how many there are of each reason. */
export interface RemarkReport {
  readonly path: string;
  add(remarks: readonly Remark[]): void;
  counts(): ReadonlyMap<RemarkReason, number>;
  write(): Promise<void>;
}

const header = ["reason", "line", "invoice", "time", "customer", "code", "description", "quantity", "price"];

export function createRemarkReport(path: string): RemarkReport {
  const rows = [csvRow(header)];
  const counts = new Map<RemarkReason, number>();
  return {
    path,
    add(remarks) {
      for (const { why, line } of remarks) {
        counts.set(why, (counts.get(why) ?? 0) + 1);
        const { invoice, time, customer, code, description, quantity, exactPrice } = line;
        const when = time.toISOString();
        rows.push(csvRow([why, line.line, invoice, when, customer, code, description, quantity, exactPrice]));
      }
    },
    counts: () => counts,
    write: () => writeFile(path, rows.join("")),
  };
}
