import { holdUnit } from "#mesh/supervisor";
import { type Command, CommandError } from "./command.ts";
import { awaitUnit, theUnit } from "./units.ts";

const help = `um down NAME

Ends one process of the market that runs on DATA_DIR (default .data) in good order, and keeps it down until
"um up NAME" or the next start. The others go on: what they do without it shows what depends on what.

  NAME   one of those "um status" lists; with PROCESSES=many each service is one

Example:  um down search`;

export const down: Command = {
  summary: "end one process of the market and keep it down",
  help,
  async run(args) {
    const { dataDir, name } = theUnit(args, help);
    if (!holdUnit(dataDir, name)) throw new CommandError("The market has just stopped.");
    await awaitUnit(dataDir, name, "held");
    console.log(`${name} is down; um up ${name} brings it back.`);
    return 0;
  },
};
