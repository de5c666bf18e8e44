import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ProcessSpec } from "../node-process.ts";

/** The test child under a name; `mode` is one of well, crashing, silent, stubborn. */
export function childSpec(dataDir: string, name: string, mode = "well"): ProcessSpec {
  return {
    name,
    args: [fileURLToPath(new URL("./child.ts", import.meta.url))],
    env: { NAME: name, MODE: mode, TRACE: tracePath(dataDir) },
    logFolder: join(dataDir, "logs"),
  };
}

/** Where the test children note what happens to them. */
export function tracePath(dataDir: string): string {
  return join(dataDir, "trace");
}
