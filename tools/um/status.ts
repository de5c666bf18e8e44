import { readRunFile, stillRuns } from "#mesh/supervisor";
import type { Command } from "./command.ts";
import { layoutOf } from "./start/layout.ts";
import { readStartSettings } from "./start-config.ts";

export const status: Command = {
  summary: "say what runs on DATA_DIR",
  help: "um status\n\nLists the processes of the market on DATA_DIR (default .data). Exits with 1 if none runs.",
  async run() {
    const { dataDir } = layoutOf(readStartSettings(process.env).dataDir);
    const found = readRunFile(dataDir);
    if (found === undefined || !stillRuns(found.supervisor)) {
      console.log(`No market runs on ${dataDir}.`);
      return 1;
    }
    console.log(`supervisor  running  pid ${found.supervisor.pid}  ${found.notes.url ?? ""}`);
    for (const { name, state, restarts, process } of found.units) {
      console.log(`${name.padEnd(10)}  ${state}  pid ${process?.pid ?? "-"}  restarts ${restarts}`);
    }
    if (typeof found.notes.accounts === "string") console.log(`Passwords of its accounts: ${found.notes.accounts}`);
    return 0;
  },
};
