import { appendFile, mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { RetailLine } from "../../online-retail/mod.ts";

/** Lines sorted into a file for each day, so that memory holds no more than one day at a time. */
export interface DaysOnDisk {
  add(day: string, line: RetailLine): Promise<void>;
  /** Days that have lines, from the first on. Nothing is added afterwards. */
  days(): Promise<readonly string[]>;
  /** The day's lines by time, then by their place in the file. */
  linesOf(day: string): Promise<readonly RetailLine[]>;
  remove(): Promise<void>;
}

/** Opens an empty store in the folder, which it removes first; so many lines are in memory before they are written. */
export async function openDaysOnDisk(folder: string, bufferedAtMost = 2_000): Promise<DaysOnDisk> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  let buffered = new Map<string, string[]>();
  let count = 0;
  const flush = async () => {
    const full = buffered;
    [buffered, count] = [new Map(), 0];
    for (const [day, texts] of full) await appendFile(join(folder, day), texts.join(""));
  };
  return {
    async add(day, line) {
      const text = encode(line);
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
      const texts = (await readFile(join(folder, day), "utf8")).split("\n");
      const lines = texts.slice(0, -1).map(decode);
      return lines.toSorted((a, b) => a.time.getTime() - b.time.getTime() || a.line - b.line);
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

type Rest = Omit<RetailLine, "quantity" | "time" | "unitPrice">;
type Written = readonly [quantity: string, time: number, unitPrice: string, rest: Rest];

function encode({ quantity, time, unitPrice, ...rest }: RetailLine): string {
  const written: Written = [`${quantity}`, time.getTime(), `${unitPrice}`, rest];
  return `${JSON.stringify(written)}\n`;
}

function decode(text: string): RetailLine {
  const [quantity, time, unitPrice, rest] = JSON.parse(text) as Written;
  return { ...rest, quantity: BigInt(quantity), time: new Date(time), unitPrice: BigInt(unitPrice) };
}
