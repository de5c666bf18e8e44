import { readMailbox, readMessage } from "../../../services/notification/sandbox/mod.ts";
import { CommandError } from "../command.ts";
import { mailboxFolder, noMailbox } from "./mailbox-folder.ts";
import { printed } from "./print.ts";
import { readArguments } from "./read-arguments.ts";

const options = { html: { type: "boolean", default: false }, raw: { type: "boolean", default: false } } as const;

/** Prints one message, named by its number in the list or by its id. */
export async function show(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(args, options);
  const [which, ...more] = positionals;
  if (which === undefined || more.length > 0) throw new CommandError("um mail show takes one number or id, such as 1");
  const folder = mailboxFolder();
  const message = await readMessage(folder, wanted(which));
  if (message === undefined && (await readMailbox(folder, { limit: 0 })) === undefined) throw noMailbox(folder);
  if (message === undefined) throw new CommandError(`There is no message ${which}; um mail lists them.`);
  if (values.raw) process.stdout.write(message.raw);
  else console.log(printed(message, values.html ? "html" : "text"));
  return 0;
}

function wanted(which: string): string | number {
  return /^\d{1,6}$/.test(which) ? Number(which) : which.replaceAll(/^<|>$|\.eml$/g, "");
}
