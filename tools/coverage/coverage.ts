import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import istanbul from "istanbul-lib-coverage";
import { coverageOf, percentOf } from "./line-coverage.ts";
import { readPrograms } from "./programs.ts";

/**
 * `node tools/coverage/coverage.ts PERCENT`: after jest ran with coverage, fails if fewer lines were covered, by the
 * tests and the programs they started. Names the files with the most lines left.
 */
const least = Number(process.argv[2]);
const root = `${process.cwd()}/`;
const own = istanbul.createCoverageMap(JSON.parse(await readFile("coverage/coverage-final.json", "utf8")));
const programs = await readPrograms("coverage/programs", root);
const files = own
  .files()
  .map((path) => coverageOf(relative(root, path), own.fileCoverageFor(path).getLineCoverage(), programs.get(path)));
const left = files.toSorted((a, b) => b.lines - b.covered - (a.lines - a.covered)).slice(0, 10);
for (const { path, lines, covered } of left)
  console.log(`${String(lines - covered).padStart(5)} lines left in ${path}`);
const percent = percentOf(files);
console.log(
  `${percent.toFixed(2)} % of ${files.reduce((sum, { lines }) => sum + lines, 0)} lines covered, ${least} % wanted`,
);
if (!(percent >= least)) process.exitCode = 1;
