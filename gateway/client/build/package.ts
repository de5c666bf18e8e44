import { execFile } from "node:child_process";
import { copyFile, cp, glob, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { buildBrowserClient } from "./browser-bundle.ts";
import { manifest } from "./manifest.ts";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const root = at("../../../");
const run = promisify(execFile);

/** Builds the whole package into dist, from which `npm pack` makes a tarball. Answers the folder. */
export async function buildClient(): Promise<string> {
  const target = at("../dist");
  for (const folder of ["src", "gen", "examples"]) await rm(join(target, folder), { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  await Promise.all([
    compile(target),
    cp(join(root, "gen/client"), join(target, "gen"), { recursive: true }),
    copyFile(join(root, "LICENSE"), join(target, "LICENSE")),
    copyFile(at("../README.md"), join(target, "README.md")),
    buildBrowserClient(),
  ]);
  const workspace = JSON.parse(await readFile(join(root, "package.json"), "utf8"));
  await writeFile(join(target, "package.json"), `${JSON.stringify(manifest(workspace), null, 2)}\n`);
  return target;
}

async function compile(target: string): Promise<void> {
  for (const project of ["tsconfig.json", "tsconfig.examples.json"])
    await run("tsc", ["-p", at(project)], { cwd: root });
  for await (const path of glob("{src,examples}/**/*.{js,d.ts}", { cwd: target })) {
    const file = join(target, path);
    await writeFile(file, inPackage(await readFile(file, "utf8"), path));
  }
}

/** Imports as they are in the package: generated code lies beside, types end in ".js"; examples use the package. */
function inPackage(text: string, path: string): string {
  const named = text.replaceAll(/(from|import\()(\s*)"(\.[^"]*)\.ts"/g, '$1$2"$3.js"');
  if (!path.startsWith("examples/")) return named.replaceAll('"#gen/client/', `"${relative(dirname(path), "gen")}/`);
  return named
    .replaceAll('"../src/mod.js"', '"@ultramarket/client"')
    .replaceAll(/"#gen\/client\/([^"]*)\.js"/g, '"@ultramarket/client/$1"');
}
