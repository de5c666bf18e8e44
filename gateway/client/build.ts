import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildClient } from "./build/package.ts";

export { buildBrowserClient } from "./build/browser-bundle.ts";
export { buildClient } from "./build/package.ts";

/** `node gateway/client/build.ts`: the package into gateway/client/dist. */
if (import.meta.main) {
  const folder = await buildClient();
  const page = await readFile(join(folder, "browser.js"));
  const size = (bytes: Buffer) => `${(bytes.length / 1024).toFixed(1)} KB`;
  console.log(`${folder}: browser.js has ${size(page)}, ${size(gzipSync(page, { level: 9 }))} with gzip`);
}
