import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, startTimeOf } from "#mesh/machine";
import { type ProcessIdentity, stillRuns } from "#mesh/supervisor";
import { CommandError } from "../um/command.ts";

/**
 * Does the work while no other process does such work in the folder. What a killed process left behind counts for nothing.
 * Throws CommandError if one is at it.
 */
export async function onlyOne<T>(folder: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "running.json");
  await claim(path);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function claim(path: string): Promise<void> {
  if (await wrote(path)) return;
  const holder = await holderOf(path);
  if (holder !== undefined && stillRuns(holder)) throw busy(holder, path);
  await rm(path, { force: true });
  if (!(await wrote(path))) throw busy(await holderOf(path), path);
}

/** Writes who this is; false if the file is there already. */
async function wrote(path: string): Promise<boolean> {
  try {
    const file = await open(path, "wx");
    await file.writeFile(`${JSON.stringify({ pid: process.pid, startTime: startTimeOf(process.pid) })}\n`);
    await file.close();
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  }
}

/** Undefined if it was killed while it wrote its name, or has gone meanwhile. */
async function holderOf(path: string): Promise<ProcessIdentity | undefined> {
  try {
    return JSON.parse(await readFile(path, "utf8")) as ProcessIdentity;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}

function busy(holder: ProcessIdentity | undefined, path: string): CommandError {
  const who = holder === undefined ? "" : ` (process ${holder.pid})`;
  return new CommandError(`A replay runs on this market already${who}; ${path} is its mark. Wait for it, or stop it.`);
}
