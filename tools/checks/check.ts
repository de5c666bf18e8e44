import { existsSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { runStages } from "./run-stages.ts";
import { jestResults, stages } from "./stages.ts";
import { countTests, type JestResults, nothingRan, skippedTests } from "./test-counts.ts";

/** `node tools/checks/check.ts`: all that CI demands. Leaves the line with the counts of tests in .cache/check/summary. */
await rm(".cache/check", { recursive: true, force: true });
await mkdir(".cache/check", { recursive: true });
const failed = runStages(stages, console.log);
const results: JestResults = existsSync(jestResults) ? JSON.parse(await readFile(jestResults, "utf8")) : nothingRan;
for (const name of skippedTests(results)) console.log(`skipped: ${name}`);
if (failed.length > 0) {
  console.log(`failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
await writeFile(".cache/check/summary", `${countTests(results)}\n`);
console.log(countTests(results));
