import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import type { Binaries } from "./binaries.ts";
import type { RunAs } from "./run-as.ts";

/** Everything needed to start one of the server's programs. */
export interface Programs {
  readonly binaries: Binaries;
  readonly runAs: RunAs;
  readonly cwd: string;
}

/** Starts a program in a session of its own, so that a terminal's Ctrl-C reaches only us, and without our environment. */
export function spawnProgram(programs: Programs, command: readonly string[], stdio: StdioOptions): ChildProcess {
  const [file = "", ...args] = [...programs.runAs.prefix, ...command];
  const env = { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC", ...programs.binaries.env };
  return spawn(file, args, { cwd: programs.cwd, env, stdio, detached: true, ...programs.runAs.user });
}
