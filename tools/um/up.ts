import { releaseUnit } from "#mesh/supervisor";
import { type Command, CommandError } from "./command.ts";
import { awaitUnit, theUnit } from "./units.ts";

const help = `um up NAME

Brings back a process that "um down NAME" took out of the market that runs on DATA_DIR (default .data).

Example:  um up search`;

export const up: Command = {
  summary: "bring back a process that um down ended",
  help,
  async run(args) {
    const { dataDir, name } = theUnit(args, help);
    if (!releaseUnit(dataDir, name)) throw new CommandError("The market has just stopped.");
    await awaitUnit(dataDir, name, "ready");
    console.log(`${name} is up.`);
    return 0;
  },
};
