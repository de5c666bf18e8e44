import { createReadStream } from "node:fs";
import { appendFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { RetailLine } from "../../online-retail/mod.ts";
import { dayOf } from "./window.ts";

/** Lines sorted into a file for each day, so that memory holds no more than one day at a time. */
export interface DaysOnDisk {
  add(line: RetailLine): Promise<void>;
  /** Days that have lines, from the first on. Nothing is added afterwards. */
  days(): Promise<readonly string[]>;
  /** The day's lines by time, then by their place in the file. */
  linesOf(day: string): Promise<readonly RetailLine[]>;
  remove(): Promise<void>;
}

const bufferedAtMost = 2_000;

/** Opens an empty store in the folder, which it removes first. An invoice belongs to the day of its first line. */
export async function openDaysOnDisk(folder: string): Promise<DaysOnDisk> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const dayOfInvoice = new Map<string, string>();
  let buffered = new Map<string, string[]>();
  let count = 0;
  const flush = async () => {
    const full = buffered;
    [buffered, count] = [new Map(), 0];
    for (const [day, texts] of full) await appendFile(join(folder, day), texts.join(""));
  };
  return {
    async add(line) {
      const day = dayOfInvoice.get(line.invoice) ?? dayOf(line.time);
      dayOfInvoice.set(line.invoice, day);
      const text = `${JSON.stringify(line, (_, value) => (typeof value === "bigint" ? `${value}` : value))}\n`;
      const texts = buffered.get(day);
      if (texts === undefined) buffered.set(day, [text]);
      else texts.push(text);
      count += 1;
      if (count >= bufferedAtMost) await flush();
    },
    async days() {
      await flush();
      return (await readdir(folder)).toSorted();
    },
    async linesOf(day) {
      const lines: RetailLine[] = [];
      for await (const text of createInterface({ input: createReadStream(join(folder, day)) }))
        lines.push(decode(text));
      return lines.toSorted((a, b) => a.time.getTime() - b.time.getTime() || a.line - b.line);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

type Written = Omit<RetailLine, "quantity" | "unitPrice" | "time"> & Record<"quantity" | "unitPrice" | "time", string>;

function decode(text: string): RetailLine {
  const { quantity, unitPrice, time, ...rest } = JSON.parse(text) as Written;
  return { ...rest, quantity: BigInt(quantity), unitPrice: BigInt(unitPrice), time: new Date(time) };
}
