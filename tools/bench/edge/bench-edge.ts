import { loadavg } from "node:os";
import type { Output } from "../bench.ts";
import { measureRounds } from "../figures/measure-rounds.ts";
import { createDriver } from "../load/driver.ts";
import type { BenchOptions } from "../options.ts";
import { judge } from "../report/judge.ts";
import { costTable } from "../report/table.ts";
import type { Settings } from "../settings.ts";
import { type Program, startProgram } from "../stage/program.ts";
import { makeFixtures } from "./fixtures.ts";
import { edgeSections } from "./rows.ts";
import { edgeSubjects } from "./subjects.ts";

/** Calls that nothing works on are many, so that what answers them has been compiled by the time it is measured. */
function oftener(settings: Settings): Settings {
  const { requests, warmUp, rate } = settings;
  return { ...settings, requests: requests * 3, warmUp: warmUp * 6, rate: rate * 3 };
}

/** Measures what the gateway alone spends on a call by each protocol, and prints the table. Needs no database. */
export async function runEdgeBench({ settings: asked, only }: BenchOptions, output: Output): Promise<void> {
  const settings = oftener(asked);
  if (process.platform !== "linux") throw new Error("the bench reads CPU times from /proc, so it needs Linux");
  const running: Program[] = [];
  const start = (name: string): Program => {
    const program = startProgram(name);
    running.push(program);
    return program;
  };
  const before = loadavg()[0] ?? 0;
  try {
    const load = start("load");
    const driver = createDriver(async () => load, settings.rate, undefined);
    output.progress("starting: the gateway and the yardsticks");
    const subjects = await edgeSubjects(start, makeFixtures(), driver);
    const wanted = subjects.filter(({ key }) => /^[ab]\//.test(key) || key.includes(only));
    const progress = (done: number, total: number) =>
      output.progress(`measuring: ${Math.floor((done * 100) / total)} %`);
    const measured = await measureRounds(wanted, { ...settings, progress });
    output.progress("");
    output.print(
      [
        "What the gateway alone spends on a call, in CPU time: cleartext HTTP/2, no token, upstream without work",
        "Yardsticks: (a) bare node:http2, (b) empty grpc-js handler, both giving the same bytes",
        `Noise: load ${before.toFixed(1)} before and ${(loadavg()[0] ?? 0).toFixed(1)} after\n`,
      ].join("\n"),
    );
    output.print(costTable(judge(edgeSections, measured)));
  } finally {
    for (const program of running.toReversed()) await program.stop();
  }
}
