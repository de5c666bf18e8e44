import { join } from "node:path";
import type { Transport } from "@connectrpc/connect";
import { readStock } from "../import/market/stock.ts";
import { openErrorReport } from "../import/report/error-report.ts";
import { type ProgressOptions, showProgress } from "../import/report/progress-line.ts";
import { onlyOne } from "../um/only-one.ts";
import { compareWithMarket } from "./compare/compare-with-market.ts";
import { type Desk, openDesk } from "./enter/desk.ts";
import { enterAll } from "./enter/enter-all.ts";
import { openJournal } from "./enter/journal.ts";
import { lookUp } from "./enter/known.ts";
import { createGatherer, type Gatherer } from "./gatherer.ts";
import { costTable, cpuByProcess } from "./measure/cost.ts";
import { createStopwatch, type Stopwatch } from "./measure/stopwatch.ts";
import { type SortedFile, sortFile } from "./plan/plan-replay.ts";
import type { Window } from "./plan/window.ts";
import { createRemarkReport } from "./report/remarks.ts";
import { fileSummary, remarkSummary } from "./report/summary.ts";

export interface ReplayOptions {
  readonly file: string;
  readonly window: Window;
  /** Entries under way at once. */
  readonly atOnce: number;
  readonly dataDir: string;
  readonly transport: Transport;
  /** Whose transport it is. */
  readonly userId: string;
  readonly progress: ProgressOptions;
  readonly print: (text: string) => void;
  /** How long figures that differ may stay as they are before they count as final. Default: 20 s. */
  readonly stillMs?: number;
}

/**
 * Enters the sales, cancellations and adjustments of an Online Retail file into the market as they happened, and compares
 * what the market then has with the file. Answers whether both are equal. Killed and run again, it goes on where it was.
 */
export async function replay(options: ReplayOptions): Promise<boolean> {
  const folder = join(options.dataDir, "replay");
  return onlyOne(folder, "A replay", async () => {
    const sorted = await read(options, folder);
    try {
      return await enterAndCompare(options, folder, sorted);
    } finally {
      await sorted.remove();
    }
  });
}

async function read({ file, window, progress }: ReplayOptions, folder: string): Promise<SortedFile> {
  const line = showProgress("reading", "bytes", progress);
  const sorted = await sortFile({
    file,
    window,
    folder: join(folder, "days"),
    progress: (done, total) => line.at(done, total, done),
  });
  line.end();
  const report = await openErrorReport(join(folder, "errors.csv"));
  report.add(sorted.rowErrors);
  await report.flush();
  return sorted;
}

async function enterAndCompare(options: ReplayOptions, folder: string, sorted: SortedFile): Promise<boolean> {
  const { transport, userId, window, print, dataDir } = options;
  const known = await lookUp(transport, sorted.codes, sorted.customers);
  const journal = await openJournal(folder, { from: window.from, userId }, () => readStock(transport));
  try {
    const gatherer = createGatherer(createRemarkReport(join(folder, "remarks.csv")));
    const stopwatch = createStopwatch(dataDir);
    await enter(options, openDesk(transport, known, journal), sorted, gatherer, stopwatch);
    await gatherer.remarks.write();
    const compared = await compareWithMarket({ ...options, gatherer, journal, known });
    const parts = [
      compared.lines,
      fileLines(sorted, gatherer, folder),
      [...costTable(stopwatch.stretches()), ...cpuByProcess(stopwatch.stretches()), ...(await stopwatch.memory())],
      [compared.isEqual ? "File and market agree to the penny." : "File and market differ."],
    ];
    print(parts.map((lines) => lines.join("\n")).join("\n\n"));
    return compared.isEqual;
  } finally {
    await journal.close();
  }
}

function fileLines({ rows, rowErrors }: SortedFile, gatherer: Gatherer, folder: string): readonly string[] {
  const { remarks } = gatherer;
  return [
    ...fileSummary(rows, rowErrors.length, gatherer.sums()),
    ...remarkSummary(remarks.counts()),
    `Lines that are told of: ${remarks.path}`,
    ...(rowErrors.length > 0 ? [`Rows with errors: ${join(folder, "errors.csv")}`] : []),
  ];
}

async function enter(
  { atOnce, progress }: ReplayOptions,
  desk: Desk,
  sorted: SortedFile,
  gatherer: Gatherer,
  stopwatch: Stopwatch,
): Promise<void> {
  const line = showProgress("entering", "orders", progress);
  let [rows, orders] = [0, 0];
  await enterAll(desk, gatherer.entriesOf(sorted.plan()), {
    atOnce,
    begin: ({ time }) => stopwatch.begin(time),
    entered(entry, isNew) {
      rows += entry.rows;
      if (entry.kind === "order") orders += 1;
      if (isNew) stopwatch.count(entry);
      line.at(rows, sorted.enteredRows, orders);
    },
  });
  await stopwatch.end();
  line.end();
}
