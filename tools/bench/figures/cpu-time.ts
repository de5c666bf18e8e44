import { readdirSync, readFileSync } from "node:fs";
import { errorCode } from "#mesh/machine";

/** CPU time, user and system, that the process has used in all its threads, in microseconds. Linux only. */
export function cpuTimeUs(pid: number): number {
  return threadsOf(pid).reduce((sum, thread) => sum + runTimeNs(`/proc/${pid}/task/${thread}/schedstat`) / 1_000, 0);
}

/** The process and everything it started that still runs. */
export function familyOf(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    const parent = /^\d+$/.test(entry) ? parentOf(entry) : undefined;
    if (parent !== undefined) parents.set(Number(entry), parent);
  }
  const family = new Set([pid]);
  for (let size = 0; size < family.size; ) {
    size = family.size;
    for (const [child, parent] of parents) if (family.has(parent)) family.add(child);
  }
  return [...family];
}

function threadsOf(pid: number): string[] {
  return orElse([], () => readdirSync(`/proc/${pid}/task`));
}

/** The first number of schedstat is the time spent on the CPU (Documentation/scheduler/sched-stats.rst of Linux). */
function runTimeNs(path: string): number {
  return orElse(0, () => Number(readFileSync(path, "utf8").split(" ")[0]));
}

function parentOf(pid: string): number | undefined {
  return orElse(undefined, () => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  });
}

/** A process or thread may end while it is read. */
function orElse<T>(value: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ESRCH") return value;
    throw error;
  }
}
