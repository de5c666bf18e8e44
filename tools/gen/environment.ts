import { readFile, writeFile } from "node:fs/promises";
import { describeConfig } from "#mesh/config";
import { meshConfig } from "#mesh/runtime";
import { gatewayConfig } from "../../gateway/src/config.ts";
import { services } from "../../services/mod.ts";
import { startConfig } from "../um/start-config.ts";
import { environmentPage } from "./catalogues/environment-page.ts";
import { formatted } from "./commands.ts";

/**
 * `node tools/gen/environment.ts` writes docs/env.md from the settings of every program; with `--check` it fails if the
 * page differs. Apart from gen.ts, for it loads the programs, which may wait for what gen.ts writes.
 */
const path = "docs/env.md";
const own = services.map(({ name, config }) => [`The ${name} service`, describeConfig(config)] as const);
const wanted = formatted(
  path,
  environmentPage({
    "um start": describeConfig(startConfig),
    "Every program": describeConfig(meshConfig),
    "The gateway": describeConfig(gatewayConfig),
    ...Object.fromEntries(own),
  }),
);

if (!process.argv.includes("--check")) await writeFile(path, wanted);
else if ((await readFile(path, "utf8").catch(() => "")) !== wanted) {
  console.error(`${path} differs from the settings: run \`make gen\` and commit the result.`);
  process.exitCode = 1;
}
