import { setTimeout as pause } from "node:timers/promises";
import { readRunFile, stillRuns } from "#mesh/supervisor";
import { CommandError } from "./command.ts";
import { layoutOf } from "./start/layout.ts";
import { readStartSettings } from "./start-config.ts";

const patienceMs = 60_000;
const pollMs = 50;

/** The one process that the arguments name, of the market that runs on DATA_DIR. */
export function theUnit([name, ...more]: readonly string[], help: string): { dataDir: string; name: string } {
  if (name === undefined || more.length > 0) throw new CommandError(help);
  const { dataDir } = layoutOf(readStartSettings(process.env).dataDir);
  const names = unitsOf(dataDir).map((unit) => unit.name);
  if (!names.includes(name)) throw new CommandError(`There is no process "${name}": ${names.join(", ")}.`);
  return { dataDir, name };
}

/** Resolves when the process is in the state. */
export async function awaitUnit(dataDir: string, name: string, state: string): Promise<void> {
  const until = Date.now() + patienceMs;
  while (unitsOf(dataDir).find((unit) => unit.name === name)?.state !== state) {
    if (Date.now() > until) throw new CommandError(`${name} is not ${state} after a minute: see the logs.`);
    await pause(pollMs);
  }
}

function unitsOf(dataDir: string) {
  const running = readRunFile(dataDir);
  if (running === undefined || !stillRuns(running.supervisor)) throw new CommandError(`No market runs on ${dataDir}.`);
  return running.units;
}
