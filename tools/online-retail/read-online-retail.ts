import { openFile, type Progress, readCsv } from "../table-file/mod.ts";
import { createInvoiceCheck } from "./invoices.ts";
import { createLineReader, type RetailRow } from "./read-line.ts";
import { retailColumns } from "./retail-line.ts";

export interface RetailOptions {
  /** Times after it are wrong. Default: now. */
  readonly now?: Date;
  readonly progress?: Progress;
}

/**
 * Reads the Online Retail file, plain or gzip, row by row in the order of the file. A row that is damaged costs no other
 * one. Throws CommandError if the file cannot be read, lacks a column, or is cut off: that, after all rows before.
 */
export async function* readOnlineRetail(
  path: string,
  { now = new Date(), progress }: RetailOptions = {},
): AsyncGenerator<RetailRow> {
  const { columns, records } = await readCsv(await openFile(path, progress), retailColumns);
  const readLine = createLineReader(columns, now);
  const repeated = createInvoiceCheck();
  for await (const batch of records) {
    for (const record of batch) {
      if ("error" in record) {
        yield { errors: [record.error] };
        continue;
      }
      const row = readLine(record.line, record.cells);
      const error = "line" in row ? repeated(row.line) : undefined;
      yield error === undefined ? row : { errors: [error] };
    }
  }
}
