import { sendSignal } from "#mesh/machine";
import { awaitEnd, childrenOf } from "./leftovers.ts";
import { readRunFile, removeRunFile, stillRuns } from "./run-file.ts";

/**
 * Stops the supervisor of a data folder from outside, in good order, by force after `graceMs`; resolves when all its
 * processes are gone. False if none was running.
 */
export async function stopRunning(dataDir: string, graceMs = 40_000): Promise<boolean> {
  const running = readRunFile(dataDir);
  if (running === undefined) return false;
  const wasRunning = stillRuns(running.supervisor);
  if (wasRunning) sendSignal(running.supervisor.pid, "SIGTERM");
  await awaitEnd([running.supervisor], graceMs);
  await awaitEnd(childrenOf(running), graceMs);
  removeRunFile(dataDir);
  return wasRunning;
}
