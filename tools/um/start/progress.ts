import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#mesh/machine";

/** What starts have done to the market of a data folder, so that later ones go on from there. */
export interface Progress {
  readonly shop?: "loading" | "loaded";
  readonly customer?: "registered" | "there before";
  /** Number of the order that proved the market. */
  readonly firstOrder?: string;
}

const fileIn = (dataDir: string) => join(dataDir, "progress.json");

export async function readProgress(dataDir: string): Promise<Progress> {
  try {
    return JSON.parse(await readFile(fileIn(dataDir), "utf8"));
  } catch (error) {
    if (errorCode(error) === "ENOENT") return {};
    throw error;
  }
}

/** Adds to what was noted before. Steps that run at the same time must not both note something. */
export async function noteProgress(dataDir: string, more: Progress): Promise<void> {
  await writeFile(fileIn(dataDir), `${JSON.stringify({ ...(await readProgress(dataDir)), ...more })}\n`);
}
