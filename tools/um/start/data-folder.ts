import { mkdir } from "node:fs/promises";
import { readRunFile, stillRuns } from "#mesh/supervisor";
import { CommandError } from "../command.ts";

/** Makes the folder. Throws CommandError if that is impossible, or a market runs on it already. */
export async function claimDataFolder(dataDir: string): Promise<void> {
  await mkdir(dataDir, { recursive: true }).catch((cause) => {
    throw new CommandError(
      `The folder ${dataDir} cannot be made (${cause.code}): choose another one with DATA_DIR=<folder>.`,
    );
  });
  const running = readRunFile(dataDir);
  if (running !== undefined && stillRuns(running.supervisor)) {
    const place = running.notes.url === undefined ? "" : `, at ${running.notes.url}`;
    throw new CommandError(
      `UltraMarket is already running on ${dataDir}${place}: stop it first (make stop), or choose another DATA_DIR.`,
    );
  }
}
