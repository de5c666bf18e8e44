import { mkdir, open, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { errorCode } from "#mesh/machine";
import { csvRow, type RowError } from "../../table-file/mod.ts";
import { summaryLine } from "./summary-line.ts";

/** The rows that are wrong, as CSV: line,field,value,message. */
export interface ErrorReport {
  readonly path: string;
  add(errors: readonly RowError[]): void;
  /** How many lines were added, those of the part that was kept included. */
  count(): number;
  /** How many rows are wrong and where that is told, in words. */
  summary(): string;
  /** Writes what was added. Resolves with the size of the file. */
  flush(): Promise<number>;
}

const header = "line,field,value,message\n";

/** A report in the file, which keeps `keptBytes` and `keptCount` of an earlier run. There is no file without errors. */
export async function openErrorReport(path: string, keptBytes = 0, keptCount = 0): Promise<ErrorReport> {
  if (keptBytes === 0) await rm(path, { force: true });
  let size = Math.min(keptBytes, await sizeOf(path));
  let count = keptCount;
  let waiting = "";
  return {
    path,
    add(errors) {
      count += errors.length;
      for (const { line, field, value, message } of errors) waiting += csvRow([line, field, value, message]);
    },
    count: () => count,
    summary: () => summaryLine("row errors", count === 0 ? "none" : `${count.toLocaleString("en")}, told in ${path}`),
    async flush() {
      if (waiting === "") return size;
      const text = Buffer.from((size === 0 ? header : "") + waiting);
      waiting = "";
      await mkdir(dirname(path), { recursive: true });
      const file = await open(path, size === 0 ? "w" : "r+");
      try {
        await file.truncate(size);
        await file.write(text, 0, text.length, size);
      } finally {
        await file.close();
      }
      size += text.length;
      return size;
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return 0;
    throw error;
  }
}
