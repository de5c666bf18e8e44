import { type MailboxEntry, readMailbox } from "../../../services/notification/sandbox/mod.ts";
import { CommandError } from "../command.ts";
import { mailboxFolder, noMailbox } from "./mailbox-folder.ts";
import { harmlessJson, oneLine } from "./print.ts";
import { readArguments } from "./read-arguments.ts";

const options = {
  to: { type: "string" },
  subject: { type: "string" },
  limit: { type: "string", default: "20" },
  json: { type: "boolean", default: false },
} as const;

/** Lists messages, the newest last, numbered from the newest one. */
export async function list(args: readonly string[]): Promise<number> {
  const { to, subject, limit, json } = readArguments(args, options).values;
  if (!/^[1-9]\d{0,5}$/.test(limit)) throw new CommandError("--limit takes a number from 1 to 999999");
  const folder = mailboxFolder();
  const shown = await readMailbox(folder, { to, subject, limit: Number(limit) });
  if (shown === undefined) throw noMailbox(folder);
  if (json) for (const entry of shown) console.log(harmlessJson(entry));
  else console.log(shown.length === 0 ? `No message in ${folder} fits.` : shown.map(line).join("\n"));
  return 0;
}

function line({ number, time, to, subject }: MailboxEntry): string {
  const when = time.toISOString().slice(0, 19).replace("T", " ");
  return `${String(number).padStart(4)}  ${when}  ${oneLine(to.join(", ")).padEnd(30)}  ${oneLine(subject)}`;
}
