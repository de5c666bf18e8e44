import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "#mesh/machine";

/** The main process of a server, as it describes itself in `postmaster.pid`. */
export interface PostmasterFile {
  readonly pid: number;
  readonly port: number;
  /** "starting", "ready", "stopping" ...; empty very early. */
  readonly status: string;
}

/** Reads `postmaster.pid` of a data directory; undefined if there is none, or none complete yet. */
export async function readPostmasterFile(data: string): Promise<PostmasterFile | undefined> {
  try {
    const lines = (await readFile(join(data, "postmaster.pid"), "utf8")).split("\n");
    const pid = Number(lines[0]);
    return pid > 0 ? { pid, port: Number(lines[3] ?? 0), status: lines[7]?.trim() ?? "" } : undefined;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
