import { CommandError } from "../command.ts";

/** What was asked for cannot be meant: a name, an option or a message that does not exist. `um call` ends with 2. */
export class UsageError extends CommandError {}
