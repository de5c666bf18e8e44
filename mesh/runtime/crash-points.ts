import { appendFileSync, readFileSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { ConfigError } from "#mesh/config";
import { onCheckpoint } from "#mesh/kernel";
import { errorCode } from "#mesh/machine";
import type { Closable } from "./resources.ts";

/**
 * Lets tests end processes at checkpoints: a file in the folder that is named like a checkpoint arms it, for once. The
 * process that reaches it adds the name to the file `reached` and ends without warning, or ends the process whose id the
 * file holds. Throws ConfigError in production.
 */
export function armCrashPoints(folder: string, profile: string | undefined): Closable {
  if (profile === "production") {
    throw new ConfigError([{ name: "MESH_CRASH_FOLDER", text: "is for tests; PROFILE=production refuses it" }]);
  }
  const remove = onCheckpoint((name) => {
    const victim = disarm(join(folder, name));
    if (victim === undefined) return;
    appendFileSync(join(folder, "reached"), `${name}\n`);
    process.kill(victim === "" ? process.pid : Number(victim), "SIGKILL");
  });
  return { close: async () => remove() };
}

/** What the file says, which is gone afterwards; undefined if there is none. */
function disarm(file: string): string | undefined {
  try {
    const victim = readFileSync(file, "utf8").trim();
    unlinkSync(file);
    return victim;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
}
