import { existsSync } from "node:fs";
import { mkdir, readFile, rm } from "node:fs/promises";
import { runStages } from "./run-stages.ts";
import { countTests, type JestResults, joinResults, nothingRan, skippedTests } from "./test-counts.ts";

/**
 * `make conformance`: the long forms of what the edge is held to, one after the other. Says in the end how long each took,
 * and last how many tests passed.
 */
const parts: Readonly<Record<string, string>> = {
  "Connect conformance suite": "gateway/test/conformance",
  "gRPC interoperability": "gateway/test/interop",
  "random calls by every protocol": "gateway/test/protocols",
  "random messages in JSON": "gateway/transcoder/test/wire-json",
  "hostile clients": "gateway/test/hostile",
  "drains under load": "gateway/test/drain",
  "published client": "gateway/client/test",
  browser: "gateway/test/browser",
};

const folder = ".cache/conformance-results";
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
process.env.CONFORMANCE = "1";

const stages = Object.entries(parts).map(([name, path], at) => {
  const results = `${folder}/${at}.json`;
  return { name, results, command: ["jest", "--runInBand", "--json", `--outputFile=${results}`, path] as const };
});
const table: string[] = [];
const failed = runStages(stages, (line) => {
  console.log(line);
  table.push(line);
});
const read = async (path: string): Promise<JestResults> =>
  existsSync(path) ? JSON.parse(await readFile(path, "utf8")) : nothingRan;
const results = joinResults(await Promise.all(stages.map((stage) => read(stage.results))));

console.log(`\n${table.join("\n")}`);
for (const name of skippedTests(results)) console.log(`skipped: ${name}`);
if (failed.length > 0) process.exitCode = 1;
console.log(countTests(results));
