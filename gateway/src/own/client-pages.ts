import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page, PageSource } from "../edge/page.ts";

const built = fileURLToPath(new URL("../../client/dist/browser.js", import.meta.url));

/** `/client.js`, the client for pages without a bundler, as `make client` left it before the start; none if it was not built. */
export function clientPages(path = built): ReadonlyMap<string, PageSource> {
  if (!existsSync(path)) return new Map();
  const type = "text/javascript; charset=utf-8";
  const page: Page = { status: 200, type, body: readFileSync(path, "utf8"), isFixed: true };
  return new Map([["/client.js", () => page]]);
}
