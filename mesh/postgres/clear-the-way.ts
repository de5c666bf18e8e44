import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "#mesh/kernel";
import { elapsed, sendSignal } from "#mesh/machine";
import { PostgresStartError } from "./error.ts";
import type { Layout } from "./layout.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { orphansAmong, processesIn } from "./processes-in.ts";

/** How long to wait, in milliseconds: for a server told to stop, for it to be told, for workers to leave by themselves. */
const patience = { stopping: 30_000, told: 1_000, orphans: 2_000 };

/**
 * Deals with what an earlier server left in the data directory: waits for one that is stopping, ends workers whose main
 * process was killed, removes a lock file whose process id now belongs to a stranger. Throws ALREADY_RUNNING.
 */
export async function clearTheWay(layout: Layout, log: Logger): Promise<void> {
  const file = await readPostmasterFile(layout.data);
  if (file === undefined) return;
  if (await runsIn(layout.data, file.pid)) await waitForStop(layout, file.pid);
  else if (sendSignal(file.pid, 0)) {
    log.warn("removing the lock file of a dead PostgreSQL, whose process id is in use again", { pid: file.pid });
    await rm(join(layout.data, "postmaster.pid"), { force: true });
  }
  await endOrphans(layout, log);
}

async function runsIn(data: string, pid: number): Promise<boolean> {
  return (await processesIn(data)).some((process) => process.pid === pid);
}

async function waitForStop(layout: Layout, pid: number): Promise<void> {
  for await (const waited of elapsed(50)) {
    if (!(await runsIn(layout.data, pid))) return;
    const stopping = (await readPostmasterFile(layout.data))?.status === "stopping";
    if (waited < (stopping ? patience.stopping : patience.told)) continue;
    throw new PostgresStartError(
      "ALREADY_RUNNING",
      `PostgreSQL is already running on ${layout.folder} as process ${pid}: stop what started it (make stop), or end it with kill -INT ${pid}.`,
    );
  }
}

async function endOrphans({ data }: Layout, log: Logger): Promise<void> {
  for await (const waited of elapsed(50)) {
    const orphans = orphansAmong(await processesIn(data));
    if (orphans.length === 0) return;
    if (waited < patience.orphans) continue;
    log.warn("ending workers of a PostgreSQL that was killed", { pids: orphans.map(({ pid }) => pid) });
    for (const { pid } of orphans) sendSignal(pid, "SIGKILL");
    if (waited > patience.stopping) {
      const message = `Workers of a killed PostgreSQL hold ${data} and cannot be ended: end the processes ${orphans.map(({ pid }) => pid).join(", ")} yourself.`;
      throw new PostgresStartError("MEMORY_IN_USE", message);
    }
  }
}
