import { randomUUID } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const folder = new URL("../dist/", import.meta.url);
const entry = fileURLToPath(new URL("../src/browser.ts", import.meta.url));

/**
 * Bundles the client for browsers into one ES module without dependencies, dist/browser.js. Answers its path and text. May
 * run more than once at a time.
 */
export async function buildBrowserClient(): Promise<{ readonly path: string; readonly text: string }> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    write: false,
    legalComments: "none",
    banner: { js: "/*! @ultramarket/client, Apache-2.0 */" },
  });
  const text = outputFiles.map((file) => file.text).join("");
  const path = fileURLToPath(new URL("browser.js", folder));
  await mkdir(folder, { recursive: true });
  const whole = `${path}.${randomUUID()}`;
  await writeFile(whole, text);
  await rename(whole, path);
  return { path, text };
}
