import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mergeProcessCovs, type ProcessCov, type ScriptCov } from "@bcoe/v8-coverage";
import istanbul from "istanbul-lib-coverage";
import v8ToIstanbul from "v8-to-istanbul";
import type { LineHits } from "./line-coverage.ts";

/** The lines run by all programs that wrote to the folder, by file; only files below `root` that are ours. */
export async function readPrograms(folder: string, root: string): Promise<ReadonlyMap<string, LineHits>> {
  const names = await readdir(folder).catch(() => []);
  let merged: ProcessCov = { result: [] };
  for (const name of names) {
    const { result } = parse(await readFile(join(folder, name), "utf8"));
    merged = mergeProcessCovs([merged, { result: result.filter((script) => isOurs(script, root)) }]);
  }
  const hits = new Map<string, LineHits>();
  for (const { url, functions } of merged.result) {
    const path = fileURLToPath(url);
    const converter = v8ToIstanbul(path, 0);
    await converter.load();
    converter.applyCoverage(functions);
    hits.set(path, istanbul.createCoverageMap(converter.toIstanbul()).fileCoverageFor(path).getLineCoverage());
  }
  return hits;
}

/** Nothing for a file that was cut off: tests kill programs, some while they write it. */
function parse(text: string): ProcessCov {
  try {
    return JSON.parse(text) as ProcessCov;
  } catch (error) {
    if (error instanceof SyntaxError) return { result: [] };
    throw error;
  }
}

function isOurs({ url }: ScriptCov, root: string): boolean {
  if (!url.startsWith("file://")) return false;
  const path = fileURLToPath(url);
  return (
    path.startsWith(root) &&
    path.endsWith(".ts") &&
    !path.includes("node_modules") &&
    !path.startsWith(join(root, "gen"))
  );
}
