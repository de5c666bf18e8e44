import { execFileSync, spawnSync } from "node:child_process";

/** Runs buf, its complaints going to the terminal. Throws if it fails. */
export function buf(...args: readonly string[]): void {
  execFileSync("buf", args, { stdio: "inherit" });
}

/** Runs a check of buf's, its findings going to the terminal; true if there are none. */
export function bufAgrees(...args: readonly string[]): boolean {
  return spawnSync("buf", args, { stdio: "inherit" }).status === 0;
}

/** The text of a file at `path` as `make fmt` leaves it. */
export function formatted(path: string, text: string): string {
  return execFileSync("biome", ["format", `--stdin-file-path=${path}`], { input: text, encoding: "utf8" });
}

/**
 * Runs Prisma without a network: its schema engine, which npm does not carry, is needed by none of the commands we use
 * but must exist, so any program stands in for it. Throws with Prisma's own words if it fails.
 */
export function prisma(...args: readonly string[]): void {
  execFileSync("prisma", args, {
    stdio: ["ignore", "ignore", "pipe"],
    env: {
      ...process.env,
      CHECKPOINT_DISABLE: "1",
      PRISMA_HIDE_UPDATE_MESSAGE: "1",
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    },
  });
}
