import { readdir, readFile } from "node:fs/promises";
import { errorCode } from "#mesh/machine";
import { readRunFile } from "#mesh/supervisor";

/** What a process of the market has used. */
export interface ProcessUse {
  /** Seconds of CPU, of its children too. */
  readonly cpu: number;
  /** Megabytes of memory now, its own; of PostgreSQL those of all its processes that are not shared. */
  readonly memory: number;
}

export type MarketUse = ReadonlyMap<string, ProcessUse>;

/** Ticks a second that Linux counts CPU in for programs, on every architecture. */
const ticks = 100;

/**
 * What the processes of the market on the data folder have used since they were started; undefined if they cannot be
 * seen: on another machine, or where there is no /proc.
 */
export async function useOfMarket(dataDir: string): Promise<MarketUse | undefined> {
  const units = readRunFile(dataDir)?.units;
  if (units === undefined || process.platform !== "linux") return undefined;
  const parents = await parentsOfAll();
  const used = units.map(async ({ name, process: running }) => {
    const own = running?.pid;
    const pids = own === undefined ? [] : [own, ...parents.filter(([, parent]) => parent === own).map(([pid]) => pid)];
    const uses = await Promise.all(pids.map((pid) => useOf(pid, pid === own)));
    const sum = { cpu: total(uses, "cpu"), memory: total(uses, "memory") };
    return [name, sum] as const;
  });
  return new Map(await Promise.all(used));
}

function total(uses: readonly ProcessUse[], name: keyof ProcessUse): number {
  return uses.reduce((sum, use) => sum + use[name], 0);
}

async function parentsOfAll(): Promise<readonly (readonly [pid: number, parent: number])[]> {
  const pids = (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map(Number);
  const stats = await Promise.all(pids.map(async (pid) => [pid, Number((await statOf(pid))[1])] as const));
  return stats;
}

/** With `children`, also what those used that have ended. */
async function useOf(pid: number, children: boolean): Promise<ProcessUse> {
  const fields = await statOf(pid);
  const [user = 0, system = 0, userOfChildren = 0, systemOfChildren = 0] = fields.slice(11, 15).map(Number);
  const used = user + system + (children ? userOfChildren + systemOfChildren : 0);
  return { cpu: used / ticks, memory: await unsharedMegabytes(pid) };
}

/** The fields of /proc/<pid>/stat from the state on, which is number 0; none if it has ended. */
async function statOf(pid: number): Promise<readonly string[]> {
  const text = await textOf(`/proc/${pid}/stat`);
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

async function unsharedMegabytes(pid: number): Promise<number> {
  const status = await textOf(`/proc/${pid}/status`);
  return Number(/^RssAnon:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (["ENOENT", "ESRCH"].includes(errorCode(error) ?? "")) return "";
    throw error;
  }
}
