import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRunFile, stillRuns } from "./run-file.ts";

/**
 * Ends a unit of the market that runs on a data folder, and keeps it down until it is released. False if no such unit
 * runs there. Its supervisor ends the unit in good order, some time after this returns.
 */
export function holdUnit(dataDir: string, name: string): boolean {
  if (!runs(dataDir, name)) return false;
  mkdirSync(folderOf(dataDir), { recursive: true, mode: 0o700 });
  writeFileSync(markOf(dataDir, name), "");
  return true;
}

/** Lets a held unit start again. False if no such unit runs there. */
export function releaseUnit(dataDir: string, name: string): boolean {
  rmSync(markOf(dataDir, name), { force: true });
  return runs(dataDir, name);
}

export function isHeld(dataDir: string, name: string): boolean {
  return existsSync(markOf(dataDir, name));
}

/** What was held under an earlier supervisor is forgotten. */
export function releaseAll(dataDir: string): void {
  rmSync(folderOf(dataDir), { recursive: true, force: true });
}

function runs(dataDir: string, name: string): boolean {
  const running = readRunFile(dataDir);
  if (running === undefined || !stillRuns(running.supervisor)) return false;
  return running.units.some((unit) => unit.name === name);
}

const folderOf = (dataDir: string) => join(dataDir, "held");
const markOf = (dataDir: string, name: string) => join(folderOf(dataDir), name);
