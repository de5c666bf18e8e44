import { parse } from "csv-parse/sync";
import { CommandError } from "../um/command.ts";
import { type LineOfFile, longestLine, readLines } from "./lines.ts";
import type { FileBytes } from "./open-file.ts";
import { type RowError, rowError } from "./row-error.ts";
import { isAscii, utf8Of } from "./utf8.ts";

/** A row, or what is wrong with it. */
export type CsvRecord = { readonly line: number; readonly cells: readonly string[] } | { readonly error: RowError };

/** A CSV file whose header has been read. */
export interface CsvTable {
  readonly columns: readonly string[];
  /** The rows after the header, each with as many cells as there are columns; empty lines are left out. */
  readonly records: AsyncIterable<readonly CsvRecord[]>;
}

/** More lines than this are not one quoted cell, but the trace of a quote that was never closed. */
const mostLines = 100;

/**
 * Reads CSV (RFC 4180: commas, double quotes) with a header. A row that is damaged costs no other one, an open quote
 * neither. Throws CommandError if columns that are needed are missing, with what was found.
 */
export async function readCsv(bytes: FileBytes, needed: readonly string[] = []): Promise<CsvTable> {
  const batches = readLines(bytes)[Symbol.asyncIterator]();
  const { value: [head, ...others] = [] } = await batches.next();
  const columns = head === undefined ? [] : headerOf(head.text);
  const missing = needed.filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    const found = columns.length === 0 ? "nothing" : columns.join(", ");
    throw new CommandError(`the first line must name the columns; missing: ${missing.join(", ")}; found: ${found}`);
  }
  return { columns, records: recordsOf({ [Symbol.asyncIterator]: () => batches }, others, columns) };
}

function headerOf(text: string): readonly string[] {
  const names = (cellsOf(text) ?? [text]).map((name) => (utf8Of(name) ?? "?").trim());
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice !== undefined) throw new CommandError(`the first line names the column "${twice}" twice`);
  return names;
}

async function* recordsOf(
  batches: AsyncIterable<readonly LineOfFile[]>,
  first: readonly LineOfFile[],
  columns: readonly string[],
): AsyncGenerator<readonly CsvRecord[]> {
  const open: LineOfFile[] = [];
  yield first.flatMap((line) => take(line, open, columns));
  for await (const lines of batches) {
    const records: CsvRecord[] = [];
    for (const line of lines) {
      if (open.length === 0 && !line.text.includes('"')) addPlain(line, columns, records);
      else records.push(...take(line, open, columns));
    }
    yield records;
  }
  const rest: CsvRecord[] = [];
  while (open.length > 0) rest.push(...giveUp(open, columns));
  yield rest;
}

/** The way of most lines: no quotes, so every comma parts cells. */
function addPlain({ number, text }: LineOfFile, columns: readonly string[], to: CsvRecord[]): void {
  if (text !== "") to.push(checked(number, text.split(","), text, columns));
}

/** The records that are complete with this line; one whose quoted cell goes on in the next line stays open. */
function take(line: LineOfFile, open: LineOfFile[], columns: readonly string[]): CsvRecord[] {
  const oddQuotes = (line.text.split('"').length - 1) % 2 === 1;
  if (open.length === 0 && !oddQuotes) {
    return line.text === "" ? [] : [recordOf(line.number, line.text, columns)];
  }
  open.push(line);
  if (open.length > 1 && oddQuotes) {
    const record = recordOf(open[0]?.number ?? 0, open.map(({ text }) => text).join("\n"), columns);
    if ("error" in record) return giveUp(open, columns);
    open.length = 0;
    return [record];
  }
  const letters = open.reduce((sum, { text }) => sum + text.length, 0);
  return open.length > mostLines || letters > longestLine ? giveUp(open, columns) : [];
}

/** Calls the first open line wrong, and reads the others anew. */
function giveUp(open: LineOfFile[], columns: readonly string[]): CsvRecord[] {
  const [first, ...others] = open.splice(0);
  if (first === undefined) return [];
  const error = brokenQuote(first, columns);
  return [{ error }, ...others.flatMap((line) => take(line, open, columns))];
}

function brokenQuote({ number, text }: LineOfFile, columns: readonly string[]): RowError {
  const field = columns[Math.min(text.slice(0, text.lastIndexOf('"')).split(",").length, columns.length) - 1] ?? "";
  return rowError(number, field, text, "the line is cut or a quote is misplaced: a quoted cell does not end");
}

function recordOf(line: number, text: string, columns: readonly string[]): CsvRecord {
  const cells = cellsOf(text);
  if (cells !== undefined) return checked(line, cells, text, columns);
  return { error: brokenQuote({ number: line, text }, columns) };
}

/** The cells of one record; undefined if its quotes are not CSV's. */
function cellsOf(text: string): string[] | undefined {
  if (!text.includes('"')) return text.split(",");
  try {
    const [cells] = parse(text, { encoding: "latin1", relax_column_count: true, record_delimiter: "\u0000" });
    return cells;
  } catch (error) {
    if (error !== null && typeof error === "object" && "code" in error && String(error.code).startsWith("CSV_")) {
      return undefined;
    }
    throw error;
  }
}

function checked(line: number, cells: string[], text: string, columns: readonly string[]): CsvRecord {
  const { length } = columns;
  if (text.length > longestLine) return { error: rowError(line, "", text, "the line is longer than 1 MiB") };
  if (cells.length !== length) {
    const few = cells.length < length;
    const message = few
      ? `the line is cut: it has ${cells.length} of ${length} cells`
      : `the line has ${cells.length} cells, ${length} are wanted`;
    return { error: rowError(line, columns[few ? cells.length : length - 1] ?? "", text, message) };
  }
  if (text.includes("\0")) return { error: zeroByte(line, cells, columns) };
  return isAscii(text) ? { line, cells } : decoded(line, cells, columns);
}

function zeroByte(line: number, cells: readonly string[], columns: readonly string[]): RowError {
  const index = cells.findIndex((cell) => cell.includes("\0"));
  return rowError(line, columns[index] ?? "", cells[index] ?? "", "has a zero byte, as damaged files have");
}

function decoded(line: number, cells: readonly string[], columns: readonly string[]): CsvRecord {
  const texts: string[] = [];
  for (const [index, cell] of cells.entries()) {
    const text = utf8Of(cell);
    if (text === undefined) return { error: rowError(line, columns[index] ?? "", cell, "the bytes are not UTF-8") };
    texts.push(text);
  }
  return { line, cells: texts };
}
