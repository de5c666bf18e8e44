import { join } from "node:path";
import { CommandError } from "../command.ts";
import { layoutOf } from "../start/layout.ts";
import { readStartSettings } from "../start-config.ts";

/** Where the market on DATA_DIR keeps what it sends. */
export function mailboxFolder(): string {
  return join(layoutOf(readStartSettings(process.env).dataDir).dataDir, "mailbox");
}

/** What to do where nothing was ever sent. */
export function noMailbox(folder: string): CommandError {
  return new CommandError(
    `There is no mailbox in ${folder} yet: start a market with "make start", buy something or register, and look again.`,
  );
}
