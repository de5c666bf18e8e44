import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sendSignal } from "#mesh/machine";
import { readRunFile, stillRuns } from "./run-file.ts";

/**
 * Ends a unit of the market that runs on a data folder, and keeps it down until it is released. False if no such unit
 * runs there. The unit ends in good order, some time after this returns.
 */
export function holdUnit(dataDir: string, name: string): boolean {
  const unit = unitOf(dataDir, name);
  if (unit === undefined) return false;
  mkdirSync(folderOf(dataDir), { recursive: true, mode: 0o700 });
  writeFileSync(markOf(dataDir, name), "");
  if (unit.process !== undefined) sendSignal(unit.process.pid, "SIGTERM");
  return true;
}

/** Lets a held unit start again. False if no such unit runs there. */
export function releaseUnit(dataDir: string, name: string): boolean {
  rmSync(markOf(dataDir, name), { force: true });
  return unitOf(dataDir, name) !== undefined;
}

export function isHeld(dataDir: string, name: string): boolean {
  return existsSync(markOf(dataDir, name));
}

/** What was held under an earlier supervisor is forgotten. */
export function releaseAll(dataDir: string): void {
  rmSync(folderOf(dataDir), { recursive: true, force: true });
}

function unitOf(dataDir: string, name: string) {
  const running = readRunFile(dataDir);
  if (running === undefined || !stillRuns(running.supervisor)) return undefined;
  return running.units.find((unit) => unit.name === name);
}

const folderOf = (dataDir: string) => join(dataDir, "held");
const markOf = (dataDir: string, name: string) => join(folderOf(dataDir), name);
