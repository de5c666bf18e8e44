import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { errorCode } from "./error-code.ts";

/** True if a process of this id runs, ours or not. One that has ended and waits to be collected does not run. */
export function isAlive(pid: number): boolean {
  return sendSignal(pid, 0) && (process.platform !== "linux" || readStat(pid)?.state !== "Z");
}

/** Sends a signal (0: only asks); false if there is no process of this id. */
export function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ESRCH") return false;
    if (code === "EPERM" && signal === 0) return true;
    throw error;
  }
}

/**
 * When a process started, as text to compare: together with the id it names one process for good, though ids are used
 * again. Undefined if the process does not run.
 */
export function startTimeOf(pid: number, platform = process.platform): string | undefined {
  if (!isAlive(pid)) return undefined;
  if (platform === "linux") return readStat(pid)?.startTime;
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch (error) {
    if (isAlive(pid)) throw error;
    return undefined;
  }
}

/** From /proc/<pid>/stat, see proc_pid_stat(5): field 3, and field 22 with the id of this boot. */
function readStat(pid: number): { state: string | undefined; startTime: string } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0], startTime: `${fields[19]}@${bootId()}` };
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ESRCH") return undefined;
    throw error;
  }
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}
