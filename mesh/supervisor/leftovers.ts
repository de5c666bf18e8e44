import { elapsed, sendSignal } from "#mesh/machine";
import { type ProcessIdentity, type RunFile, readRunFile, stillRuns } from "./run-file.ts";
import { SupervisorError } from "./supervisor-error.ts";

/**
 * Looks at what an earlier supervisor of this data folder left: throws ALREADY_RUNNING if it lives; if it was killed,
 * waits until its processes have drained, and kills those that take longer than `graceMs`.
 */
export async function clearLeftovers(dataDir: string, graceMs: number): Promise<void> {
  const earlier = readRunFile(dataDir);
  if (earlier === undefined) return;
  if (stillRuns(earlier.supervisor)) {
    const message = `UltraMarket is already running on ${dataDir} as process ${earlier.supervisor.pid}: stop it first (make stop), or choose another data folder.`;
    throw new SupervisorError("ALREADY_RUNNING", message);
  }
  await awaitEnd(childrenOf(earlier), graceMs);
}

/** The processes a run file names beside the supervisor. */
export function childrenOf({ units, supervisor }: RunFile): readonly ProcessIdentity[] {
  return units.flatMap(({ process }) => (process && process.pid !== supervisor.pid ? [process] : []));
}

/** Waits until all are gone; kills what is left after `graceMs`. */
export async function awaitEnd(processes: readonly ProcessIdentity[], graceMs: number): Promise<void> {
  for await (const waited of elapsed(50)) {
    const left = processes.filter(stillRuns);
    if (left.length === 0) return;
    if (waited > graceMs) for (const { pid } of left) sendSignal(pid, "SIGKILL");
  }
}
