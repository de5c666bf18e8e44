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

/** What a journal belongs to. */
export interface Belonging {
  /** The first day that is replayed. */
  readonly from: string;
  /** Who enters: ids differ from market to market, and what was half entered is known to its own clerk only. */
  readonly userId: string;
}

interface Beginning extends Belonging {
  /** By variant: units there, and units promised to nobody. */
  readonly opening: Readonly<Record<string, readonly [onHand: string, available: string]>>;
}

interface Line {
  readonly name: string;
  readonly orderId?: string;
}

/**
 * Opens the journal in the folder, or begins one with the stock that is there now. Throws CommandError if it is of a replay
 * from another day on, of another market, or of somebody else.
 */
export async function openJournal(
  folder: string,
  { from, userId }: Belonging,
  readStock: () => Promise<Stock>,
): Promise<Journal> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "journal.ndjson");
  const { texts, bytes } = await readWhole(path);
  const beginning =
    texts.length === 0 ? await beginningOf({ from, userId }, readStock) : beginningIn(texts[0] ?? "", path);
  if (beginning.from !== from) throw otherDay(beginning.from, path);
  if (beginning.userId !== userId) throw otherMarket(path);
  const orders = new Map(texts.slice(1).flatMap(lineOf));
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

async function beginningOf(belonging: Belonging, readStock: () => Promise<Stock>): Promise<Beginning> {
  const opening = [...(await readStock())].map(
    ([variantId, { onHand, available }]) => [variantId, [String(onHand), String(available)]] as const,
  );
  return { ...belonging, opening: Object.fromEntries(opening) };
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

function beginningIn(text: string, path: string): Beginning {
  try {
    return JSON.parse(text) as Beginning;
  } catch (cause) {
    throw new CommandError(`${path} is damaged in its first line; replay into a new market on another DATA_DIR.`, {
      cause,
    });
  }
}

/** None if a full disk cut the line: what it told of is entered again under the same keys. */
function lineOf(text: string): readonly (readonly [string, string | undefined])[] {
  try {
    const { name, orderId } = JSON.parse(text) as Line;
    return [[name, orderId]];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

function otherMarket(path: string): CommandError {
  return new CommandError(
    `${path} is of another market, or of another clerk.\nGo on with the DATABASE_URL, PORT and UM_EMAIL it was begun with, or use another DATA_DIR for a new market.`,
  );
}

function otherDay(from: string, path: string): CommandError {
  return new CommandError(
    `This market was replayed from ${from} on (${path}), and which sales cancellations take back depends on it.\nUse --from ${from}, which enters only what is not there yet, or another DATA_DIR.`,
  );
}
