import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { errorCode, startTimeOf } from "#mesh/machine";

/** One process for good: ids are used again, start times tell them apart. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTime: string;
}

/** What a running supervisor tells about itself in `<dataDir>/run.json`. */
export interface RunFile {
  readonly supervisor: ProcessIdentity;
  readonly units: readonly RunningUnit[];
  /** Whatever the program added, such as its ports. */
  readonly notes: Readonly<Record<string, unknown>>;
}

export interface RunningUnit {
  readonly name: string;
  readonly state: string;
  readonly restarts: number;
  readonly details: object;
  readonly process?: ProcessIdentity;
}

export function runFilePath(dataDir: string): string {
  return join(dataDir, "run.json");
}

/**
 * The run file of a data folder, of a live supervisor or a dead one; undefined if there is none. It is replaced as a
 * whole, so only a crash of the machine, which no process survives, leaves a damaged one: that counts as none.
 */
export function readRunFile(dataDir: string): RunFile | undefined {
  try {
    return JSON.parse(readFileSync(runFilePath(dataDir), "utf8")) as RunFile;
  } catch (error) {
    if (error instanceof SyntaxError || ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) return undefined;
    throw error;
  }
}

/** Replaces the run file as a whole, so that a reader never sees half of it. */
export function writeRunFile(dataDir: string, content: RunFile): void {
  const path = runFilePath(dataDir);
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, path);
}

export function removeRunFile(dataDir: string): void {
  rmSync(runFilePath(dataDir), { force: true });
}

/** Names a process that runs now; undefined if it does not. */
export function identify(pid: number): ProcessIdentity | undefined {
  const startTime = startTimeOf(pid);
  return startTime === undefined ? undefined : { pid, startTime };
}

/** True if that very process still runs, and not another one under its id. */
export function stillRuns({ pid, startTime }: ProcessIdentity): boolean {
  return startTimeOf(pid) === startTime;
}
