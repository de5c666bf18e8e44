import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

/** A product of a catalogue to search in: its code and what it is called. */
export interface Described {
  readonly code: string;
  readonly name: string;
}

/**
 * Each stock code with its most frequent description, from the file of the Online Retail data set (UCI; gzip of CSV,
 * header InvoiceNo,StockCode,Description,...).
 */
export async function readOnlineRetail(file: string): Promise<Described[]> {
  const counts = new Map<string, Map<string, number>>();
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  for await (const line of lines) {
    const [, code = "", description = ""] = cells(line);
    const name = description.trim();
    if (code === "StockCode" || name === "") continue;
    const names = counts.get(code) ?? new Map<string, number>();
    counts.set(code, names.set(name, (names.get(name) ?? 0) + 1));
  }
  return [...counts].map(([code, names]) => ({ code, name: mostFrequent(names) }));
}

function mostFrequent(names: ReadonlyMap<string, number>): string {
  const [[name] = [""]] = [...names].toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  return name;
}

/** The first cells of a line of CSV; quotes are doubled inside quotes. */
function cells(line: string): string[] {
  const found = line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g);
  return [...found].map(([, inQuotes, plain]) => inQuotes?.replaceAll('""', '"') ?? plain ?? "");
}
