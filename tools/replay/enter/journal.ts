import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#mesh/machine";
import { CommandError } from "../../um/command.ts";
import type { Stock, Units } from "../compare/of-stock.ts";

/** What was entered so far, in a file that only grows: an entry is in it once the market has answered for all of it. */
export interface Journal {
  /** What lies in the warehouses before the first entry, by variant. */
  readonly opening: Stock;
  has(name: string): boolean;
  /** The order of a sale invoice that was entered. */
  orderOf(invoice: string): string | undefined;
  /** Entries in it. */
  count(): number;
  note(name: string, orderId?: string): Promise<void>;
  close(): Promise<void>;
}

interface Beginning {
  /** Where the replay of this market begins: which sales a cancellation may take back depends on it. */
  readonly from: string;
  /** By variant: units there, and units promised to nobody. */
  readonly opening: Readonly<Record<string, readonly [onHand: string, available: string]>>;
}

interface Line {
  readonly name: string;
  readonly orderId?: string;
}

/**
 * Opens the journal in the folder, or begins one with the stock that is there now. Throws CommandError if the market was
 * replayed from another day on.
 */
export async function openJournal(folder: string, from: string, readStock: () => Promise<Stock>): Promise<Journal> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "journal.ndjson");
  const { texts, bytes } = await readWhole(path);
  const beginning = texts.length === 0 ? await beginningOf(from, readStock) : (JSON.parse(texts[0] ?? "") as Beginning);
  if (beginning.from !== from) throw otherBeginning(beginning.from, path);
  const orders = new Map<string, string | undefined>();
  for (const { name, orderId } of texts.slice(1).map((text) => JSON.parse(text) as Line)) orders.set(name, orderId);
  const file = await openToAppend(path, bytes);
  if (texts.length === 0) await file.appendFile(`${JSON.stringify(beginning)}\n`);
  return {
    opening: new Map(Object.entries(beginning.opening).map(([variantId, units]) => [variantId, unitsOf(units)])),
    has: (name) => orders.has(name),
    orderOf: (invoice) => orders.get(invoice),
    count: () => orders.size,
    async note(name, orderId) {
      orders.set(name, orderId);
      await file.appendFile(`${JSON.stringify({ name, orderId })}\n`);
    },
    close: () => file.close(),
  };
}

async function beginningOf(from: string, readStock: () => Promise<Stock>): Promise<Beginning> {
  const opening = [...(await readStock())].map(
    ([variantId, { onHand, available }]) => [variantId, [String(onHand), String(available)]] as const,
  );
  return { from, opening: Object.fromEntries(opening) };
}

function unitsOf([onHand, available]: readonly [string, string]): Units {
  return { onHand: BigInt(onHand), available: BigInt(available) };
}

/** The lines that were written whole, and how many bytes they are; what a killed process left behind them is dropped. */
async function readWhole(path: string): Promise<{ readonly texts: readonly string[]; readonly bytes: number }> {
  try {
    const text = await readFile(path, "utf8");
    const whole = text.slice(0, text.lastIndexOf("\n") + 1);
    return { texts: whole.split("\n").slice(0, -1), bytes: Buffer.byteLength(whole) };
  } catch (error) {
    if (errorCode(error) !== "ENOENT") throw error;
    return { texts: [], bytes: 0 };
  }
}

async function openToAppend(path: string, bytes: number): Promise<FileHandle> {
  const file = await open(path, "a");
  await file.truncate(bytes);
  return file;
}

function otherBeginning(from: string, path: string): CommandError {
  return new CommandError(
    `This market was replayed from ${from} on (${path}), and which sales cancellations take back depends on it.\nUse --from ${from}, which enters only what is not there yet, or another DATA_DIR.`,
  );
}
