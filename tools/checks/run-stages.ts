import { spawnSync } from "node:child_process";
import type { Stage } from "./stages.ts";

/** A stage that does not end, such as tests that leave something open, is ended and fails. */
const longestMs = 20 * 60_000;

const forJest = { NODE_OPTIONS: "--experimental-vm-modules --disable-warning=ExperimentalWarning" };

/** Runs the stages in order, all of them, saying how long each took; returns the names of those that failed. */
export function runStages(stages: readonly Stage[], say: (line: string) => void): string[] {
  return stages.filter((stage) => !passes(stage, say)).map(({ name }) => name);
}

function passes({ name, command: [program, ...args] }: Stage, say: (line: string) => void): boolean {
  const start = performance.now();
  const { status, error } = spawnSync(program, args, {
    timeout: longestMs,
    // jest prints its JSON to a file; its report goes to stderr.
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...(program === "jest" ? forJest : {}) },
  });
  if (error) say(`${program}: ${error.message}`);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  say(`${status === 0 ? "ok  " : "FAIL"} ${seconds.padStart(6)} s  ${name}`);
  return status === 0;
}
