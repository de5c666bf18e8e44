import { rm } from "node:fs/promises";
import { join } from "node:path";
import { setInterval } from "node:timers/promises";
import { PostgresStartError } from "./error.ts";
import type { Layout } from "./layout.ts";
import type { Log } from "./log.ts";
import { readPostmasterFile } from "./postmaster-file.ts";
import { isAlive, signal } from "./process.ts";
import { orphansAmong, processesIn } from "./processes-in.ts";

/** How long to wait, in milliseconds: for a server told to stop, for it to be told, for workers to leave by themselves. */
const patience = { stopping: 30_000, told: 1_000, orphans: 2_000 };

/**
 * Deals with what an earlier server left in the data directory: waits for one that is stopping, ends workers whose main
 * process was killed, removes a lock file whose process id now belongs to a stranger. Throws ALREADY_RUNNING.
 */
export async function clearTheWay(layout: Layout, log: Log): Promise<void> {
  const file = await readPostmasterFile(layout.data);
  if (file === undefined) return;
  const isServer = (await processesIn(layout.data)).some(({ pid }) => pid === file.pid);
  if (isServer) await waitForStop(layout, file.pid);
  else if (isAlive(file.pid)) {
    log.warn("removing the lock file of a dead PostgreSQL, whose process id is in use again", { pid: file.pid });
    await rm(join(layout.data, "postmaster.pid"), { force: true });
  }
  await endOrphans(layout, log);
}

async function waitForStop(layout: Layout, pid: number): Promise<void> {
  for await (const waited of elapsed()) {
    if (!isAlive(pid)) return;
    const stopping = (await readPostmasterFile(layout.data))?.status === "stopping";
    if (waited < (stopping ? patience.stopping : patience.told)) continue;
    throw new PostgresStartError(
      "ALREADY_RUNNING",
      `PostgreSQL is already running on ${layout.folder} as process ${pid}: stop what started it (make stop), or end it with kill -INT ${pid}.`,
    );
  }
}

async function endOrphans({ data }: Layout, log: Log): Promise<void> {
  for await (const waited of elapsed()) {
    const orphans = orphansAmong(await processesIn(data));
    if (orphans.length === 0) return;
    if (waited < patience.orphans) continue;
    log.warn("ending workers of a PostgreSQL that was killed", { pids: orphans.map(({ pid }) => pid) });
    for (const { pid } of orphans) signal(pid, "SIGKILL");
    if (waited > patience.stopping) {
      const message = `Workers of a killed PostgreSQL hold ${data} and cannot be ended: end the processes ${orphans.map(({ pid }) => pid).join(", ")} yourself.`;
      throw new PostgresStartError("MEMORY_IN_USE", message);
    }
  }
}

async function* elapsed(): AsyncGenerator<number> {
  const start = performance.now();
  yield 0;
  for await (const _ of setInterval(50)) yield performance.now() - start;
}
