import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** What to do where the tests of this folder find no browser. */
export const howToGetChromium =
  "no Chromium: the tests in the browser did not run. Install it (Debian: apt-get install chromium), or name one in CHROMIUM_PATH.";

/** Where CHROMIUM_PATH says, or the first of the usual names on PATH; undefined if there is none. */
export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.CHROMIUM_PATH) return env.CHROMIUM_PATH;
  const folders = (env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    // Not there, or no program: the next one may be.
    return false;
  }
}

/** Starts it without a window. Its own sandbox does not work for root. */
export function launchChromium(executablePath: string): Promise<Browser> {
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: ["--disable-gpu", ...(isRoot ? ["--no-sandbox"] : [])] });
}
