import { errorCode } from "./error.ts";

/** True if a process of this id exists, ours or not. */
export function isAlive(pid: number): boolean {
  return signal(pid, 0) || false;
}

/** Sends a signal; false if the process is gone. */
export function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch (error) {
    const code = errorCode(error);
    if (code === "ESRCH") return false;
    if (code === "EPERM" && name === 0) return true;
    throw error;
  }
}
