import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { bringUpToDate, compare } from "./folder-difference.ts";
import { generate, generated } from "./generate.ts";

/**
 * `node tools/gen/gen.ts` writes everything that is derived from the contracts and the stores' schemas;
 * `node tools/gen/gen.ts --check` fails if what is there differs from what would be written.
 */
await mkdir(".cache", { recursive: true });
const fresh = await mkdtemp(".cache/gen-");
try {
  await generate(fresh);
  const differences = await compare(fresh, ".", generated);
  if (!process.argv.includes("--check")) await bringUpToDate(differences, fresh, ".");
  else if (differences.length > 0) {
    for (const { kind, path } of differences) console.error(`${path}: ${kind}`);
    console.error("Generated files differ from their sources: run `make gen` and commit the result.");
    process.exitCode = 1;
  }
} finally {
  await rm(fresh, { recursive: true, force: true });
}
