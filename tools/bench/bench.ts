import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { count } from "./counts/counted.ts";
import type { Rounds } from "./figures/figure.ts";
import { measureRounds } from "./figures/measure-rounds.ts";
import { createDriver, type Driver } from "./load/driver.ts";
import { findGhz, installGhz } from "./load/ghz.ts";
import type { BenchOptions } from "./options.ts";
import { aimLines } from "./report/aims.ts";
import { judge } from "./report/judge.ts";
import { countTable, ratioTable } from "./report/table.ts";
import { type Section, sections, subjectMakers } from "./rows/rows.ts";
import { measureSizes } from "./searches/measure.ts";
import { searchTable } from "./searches/table.ts";
import { openStage, type Stage } from "./stage/stage.ts";

/** Where the bench says what it does, and then what came of it. */
export interface Output {
  print(text: string): void;
  /** Replaces the line before. */
  progress(text: string): void;
}

const tools = fileURLToPath(new URL("../../.cache/bin", import.meta.url));

/** Measures what the options ask for, and prints the tables. */
export async function runBench(options: BenchOptions, output: Output): Promise<void> {
  if (process.platform !== "linux") throw new Error("the bench reads CPU times from /proc, so it needs Linux");
  const begin = performance.now();
  const loadBefore = loadavg();
  const ghz = options.ghz ? await openGhz(output) : undefined;
  const folder = await mkdtemp(join(tmpdir(), "ultramarket-bench-"));
  const stage = openStage({
    folder,
    settings: options.settings,
    progress: (what) => output.progress(`starting: ${what}`),
  });
  const giveUp = () => void stage.close().finally(() => process.exit(130));
  process.once("SIGINT", giveUp);
  try {
    const driver = createDriver(stage.load, options.settings.rate, ghz);
    const chosen = choose(sections, options);
    const measured = await measureRows(chosen, stage, driver, options, output);
    const counts = options.only === "" || "counts".includes(options.only) ? await count(stage) : [];
    const isAsked = options.only === "" || "searches".includes(options.only);
    const sizes = isAsked ? options.settings.indexed : [];
    const searches = await measureSizes(stage, sizes, (what) => output.progress(`starting: ${what}`));
    const results = judge(chosen, measured);
    const noise = { cores: availableParallelism(), loadBefore: loadBefore[0] ?? 0, loadAfter: loadavg()[0] ?? 0 };
    const seconds = (performance.now() - begin) / 1_000;
    output.progress("");
    output.print(describe(options, roundsOf(measured), driver, noise, seconds));
    if (results.length > 0) output.print(`\n${ratioTable(results)}`);
    if (counts.length > 0) output.print(`\n${countTable(counts)}`);
    if (searches.length > 0) output.print(`\n${searchTable(searches)}`);
    const aims = aimLines(results);
    if (aims.length > 0) output.print(`\nAims, PostgreSQL included\n${aims.join("\n")}`);
    if (options.json !== undefined) {
      const { settings } = options;
      const kept = {
        time: new Date().toISOString(),
        node: process.version,
        noise,
        settings,
        results,
        counts,
        searches,
      };
      await writeFile(options.json, `${JSON.stringify(kept, undefined, 2)}\n`);
    }
  } finally {
    process.off("SIGINT", giveUp);
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rows whose section or title contains the text, without regard to case, as far as the settings want them. */
export function choose(from: readonly Section[], { only, settings }: BenchOptions): readonly Section[] {
  const wanted = only.toLowerCase();
  const isWanted = (title: string) => title.toLowerCase().includes(wanted);
  return from
    .map(({ title, rows }) => ({ title, rows: isWanted(title) ? rows : rows.filter((row) => isWanted(row.title)) }))
    .map(({ title, rows }) => ({ title, rows: rows.filter(({ isDetail }) => settings.details || !isDetail) }))
    .filter(({ rows }) => rows.length > 0);
}

async function measureRows(
  chosen: readonly Section[],
  stage: Stage,
  driver: Driver,
  { settings }: BenchOptions,
  output: Output,
) {
  const rows = chosen.flatMap((section) => section.rows);
  const keys = new Set(rows.flatMap(({ subject, against }) => [subject, ...against.map((other) => other.subject)]));
  if (keys.size > 0) keys.add("c");
  const subjects = await settled(
    [...keys].map(async (key) => {
      const make = subjectMakers[key];
      if (make === undefined) throw new Error(`nothing is measured under "${key}"`);
      return make(stage, key, driver);
    }),
  );
  const progress = (done: number, total: number) => output.progress(`measuring: ${Math.floor((done * 100) / total)} %`);
  return measureRounds(subjects, { ...settings, progress });
}

/** All of them; if one fails, its error once the others are done, so that nothing starts behind our back. */
async function settled<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return Promise.all(work);
}

async function openGhz(output: Output): Promise<string | undefined> {
  const found = await findGhz(tools, process.env.PATH ?? "");
  if (found !== undefined) return found;
  output.progress("building ghz with Go, which takes some minutes the first time");
  const built = await installGhz(tools);
  if ("path" in built) return built.path;
  output.print(`${built.problem}; gRPC is driven by our own client instead`);
  return undefined;
}

function roundsOf(measured: ReadonlyMap<string, Rounds>): number {
  return Math.max(0, ...[...measured.values()].map(({ length }) => length));
}

function describe(
  { settings }: BenchOptions,
  rounds: number,
  driver: Driver,
  noise: { cores: number; loadBefore: number; loadAfter: number },
  seconds: number,
): string {
  const { requests, rate, products } = settings;
  return [
    `${rounds} rounds of up to ${requests} requests at up to ${rate}/s; ${products} products; gRPC by ${driver.name}, HTTP by an open loop`,
    "Yardsticks: (a) bare node:http2, (b) empty grpc-js handler, both giving the same bytes; (c) the same statement by pg",
    `Noise: load ${noise.loadBefore.toFixed(1)} before and ${noise.loadAfter.toFixed(1)} after on ${noise.cores} cores; took ${seconds.toFixed(0)} s`,
  ].join("\n");
}
