import { execFile } from "node:child_process";
import { readdir, readFile, readlink, realpath } from "node:fs/promises";
import { promisify } from "node:util";
import { errorCode } from "#mesh/machine";

/** A process of a server: its main process or one of its workers. */
export interface ServerProcess {
  readonly pid: number;
  readonly parent: number;
  /** Its title; workers begin with "postgres: ". */
  readonly title: string;
}

/** The server processes at work in a data directory. Outside Linux only the main process is found. */
export async function processesIn(data: string, platform = process.platform): Promise<readonly ServerProcess[]> {
  return platform === "linux" ? byWorkingFolder(await realpath(data)) : byCommandLine(data);
}

/** Workers that outlived their main process. They hold its shared memory, so no new server can start. */
export function orphansAmong(processes: readonly ServerProcess[]): readonly ServerProcess[] {
  const known = new Set(processes.map(({ pid }) => pid));
  return processes.filter(({ title, parent }) => title.startsWith("postgres: ") && !known.has(parent));
}

async function byWorkingFolder(data: string): Promise<readonly ServerProcess[]> {
  const pids = (await readdir("/proc")).map(Number).filter((pid) => pid > 0);
  const found = await Promise.all(pids.map((pid) => whenIn(data, pid)));
  return found.filter((process) => process !== undefined);
}

async function whenIn(data: string, pid: number): Promise<ServerProcess | undefined> {
  try {
    if ((await readlink(`/proc/${pid}/cwd`)) !== data) return undefined;
    const [title, stat] = await Promise.all([
      readFile(`/proc/${pid}/cmdline`, "utf8"),
      readFile(`/proc/${pid}/stat`, "utf8"),
    ]);
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    return title === "" ? undefined : { pid, parent, title };
  } catch (error) {
    if (["ENOENT", "ESRCH", "EACCES", "EPERM"].includes(errorCode(error) ?? "")) return undefined;
    throw error;
  }
}

async function byCommandLine(data: string): Promise<readonly ServerProcess[]> {
  const { stdout } = await promisify(execFile)("ps", ["-axo", "pid=,ppid=,command="]);
  return stdout.split("\n").flatMap((line) => {
    const [, pid, parent, title] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return title?.includes(` -D ${data} `) ? [{ pid: Number(pid), parent: Number(parent), title }] : [];
  });
}
