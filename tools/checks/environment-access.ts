import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

const reads = /(?<!\.\.\.)\bprocess\.env\b(?!\.PATH\b)|\benv\b[^;]*from "(node:)?process"/;
const mayRead = /(^|\/)config\.ts$|^mesh\/(config|testing)\/|^mesh\/runtime\/run\.ts$|\.test\.ts$|\/test(ing)?\//;

/**
 * Lines such as "mesh/rpc/core.ts:12" that read the environment where only config.ts files may, and the runtime that
 * hands it to them. PATH is no setting: it goes on to programs that are started.
 */
export async function strayEnvironmentReads(root: string): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob("{gateway,mesh,services}/**/*.ts", { cwd: root })) {
    if (mayRead.test(path) || path.includes("node_modules")) continue;
    const lines = (await readFile(join(root, path), "utf8")).split("\n");
    for (const [index, line] of lines.entries())
      if (reads.test(line) && !/^\s*(\*|\/[/*])/.test(line)) found.push(`${path}:${index + 1}`);
  }
  return found.toSorted();
}
