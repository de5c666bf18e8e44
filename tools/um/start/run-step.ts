import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { CommandError } from "../command.ts";

const execute = promisify(execFile);

/**
 * Runs a step of the start as a program of its own, whose memory is free again when it is done, and answers with what
 * it printed. The supervisor lives for weeks and should not carry what it needed for a second.
 */
export async function runStep(program: string, ...args: readonly string[]): Promise<string> {
  const path = fileURLToPath(new URL(`steps/${program}.ts`, import.meta.url));
  try {
    return (await execute(process.execPath, [path, ...args])).stdout.trimEnd();
  } catch (error) {
    const { stderr = "" } = error as { stderr?: string };
    throw new CommandError(stderr.trim() || `the step ${program} failed`);
  }
}
