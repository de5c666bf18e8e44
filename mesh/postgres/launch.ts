import type { ChildProcess } from "node:child_process";
import type { Logger } from "#mesh/kernel";
import { elapsed } from "#mesh/machine";
import { PostgresStartError } from "./error.ts";
import { explainExit } from "./explain.ts";
import { explainFolder } from "./folder.ts";
import type { Layout } from "./layout.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { type Programs, spawnProgram } from "./program.ts";
import { openServerLog, readServerLog } from "./server-log.ts";
import { type Settings, settingArguments } from "./settings.ts";
import { startWatchdog } from "./watchdog.ts";

/** How a process ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A server process that is ready for connections. */
export interface Launched {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly exited: Promise<Exit>;
}

/** How long a start may take, and what ends it before. */
export interface Patience {
  readonly longestMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Recovery after a crash replays at most about a gigabyte of log; slow disks need their time for it. */
const longestStart = 300_000;

/** Starts the server on an existing data directory and waits until it takes connections. */
export async function launch(
  layout: Layout,
  programs: Programs,
  port: number,
  settings: Settings,
  log: Logger,
  { longestMs = longestStart, signal }: Patience = {},
): Promise<Launched> {
  const { handle, start } = await openServerLog(layout.log).catch((error) => {
    throw explainFolder(layout.log, error);
  });
  const command = [programs.binaries.postgres, "-D", layout.data, ...settingArguments(port, settings)];
  const child = spawnProgram(programs, command, ["ignore", handle.fd, handle.fd]);
  const exited = exitOf(child);
  await handle.close();
  const { pid } = child;
  if (pid === undefined) return failed(layout, port, start, await exited);
  const watchdog = startWatchdog(pid, log);
  exited.then(() => watchdog.dismiss());
  const early = await untilReady(layout, pid, exited, log, { longestMs, signal });
  if (early === "ready") return { child, pid, exited };
  if (typeof early === "object") return failed(layout, port, start, early);
  child.kill("SIGQUIT");
  if (early === "cancelled") {
    await exited;
    throw new PostgresStartError("START_CANCELLED", "PostgreSQL was told to stop before it was ready.");
  }
  const message = `PostgreSQL was not ready after ${longestMs / 1000} seconds: see ${layout.log}.`;
  throw new PostgresStartError("START_TOO_SLOW", message);
}

async function failed(layout: Layout, port: number, logStart: number, { code, signal }: Exit): Promise<never> {
  throw await explainExit(layout, port, await readServerLog(layout.log, logStart), `it ended with ${code ?? signal}`);
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise((resolve) => {
    child.once("exit", (code, signal) => resolve({ code, signal }));
    child.once("error", () => resolve({ code: 127, signal: null }));
  });
}

async function untilReady(
  layout: Layout,
  pid: number,
  exited: Promise<Exit>,
  log: Logger,
  { longestMs = longestStart, signal }: Patience,
): Promise<"ready" | "slow" | "cancelled" | Exit> {
  let exit: Exit | undefined;
  exited.then((how) => (exit = how));
  let nextWord = 10_000;
  for await (const waited of elapsed(20)) {
    if (exit) return exit;
    const file = await readPostmasterFile(layout.data);
    if (file?.pid === pid && file.status === "ready") return "ready";
    if (signal?.aborted) return "cancelled";
    if (waited > longestMs) break;
    if (waited < nextWord) continue;
    nextWord += 10_000;
    log.info("PostgreSQL is still starting, likely recovering after a crash", {
      pid,
      seconds: Math.round(waited / 1000),
    });
  }
  return "slow";
}
