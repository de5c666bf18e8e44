import { glob } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

/**
 * `node tools/checks/imports.ts`: imports in plain Node all generated code, every door of the mesh, the client and every
 * service, because jest forgives what Node does not. A service's main.ts is not imported: that would start it.
 */
const modules = [
  "gen/grpc/**/*.ts",
  "gen/{client,es}/**/*.js",
  "gen/prisma/*/client.ts",
  "mesh/*/mod.ts",
  "gateway/client/src/browser.ts",
  "gateway/src/service.ts",
  "services/*/src/{config,service}.ts",
];

for await (const path of glob(modules)) {
  try {
    await import(pathToFileURL(resolve(path)).href);
  } catch (error) {
    console.error(`${path}: cannot be imported in plain Node: ${error}`);
    process.exitCode = 1;
  }
}
