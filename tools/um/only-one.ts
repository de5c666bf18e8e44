import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, startTimeOf } from "#mesh/machine";
import { type ProcessIdentity, stillRuns } from "#mesh/supervisor";
import { CommandError } from "./command.ts";

/**
 * Does the work while no other process does such work in the folder. What a killed process left behind counts for nothing.
 * Throws CommandError if one is at it, which names `what` it is, such as "A replay".
 */
export async function onlyOne<T>(folder: string, what: string, work: () => Promise<T>): Promise<T> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, "running.json");
  await claim(path, what);
  try {
    return await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function claim(path: string, what: string): Promise<void> {
  if (await wrote(path)) return;
  const holder = await holderOf(path);
  if (holder !== undefined && stillRuns(holder)) throw busy(what, holder, path);
  await rm(path, { force: true });
  if (!(await wrote(path))) throw busy(what, await holderOf(path), path);
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

function busy(what: string, holder: ProcessIdentity | undefined, path: string): CommandError {
  const who = holder === undefined ? "" : ` (process ${holder.pid})`;
  return new CommandError(`${what} runs on this DATA_DIR already${who}; ${path} is its mark. Wait for it, or stop it.`);
}
