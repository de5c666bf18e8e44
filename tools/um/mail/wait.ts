import { setTimeout as sleep } from "node:timers/promises";
import { readMailbox, readMessage } from "../../../services/notification/sandbox/mod.ts";
import { CommandError } from "../command.ts";
import { mailboxFolder } from "./mailbox-folder.ts";
import { printed } from "./print.ts";
import { readArguments, readDuration } from "./read-arguments.ts";

const options = {
  to: { type: "string" },
  subject: { type: "string" },
  since: { type: "string" },
  timeout: { type: "string", default: "10s" },
  html: { type: "boolean", default: false },
} as const;

const pauseMs = 100;

/** Prints the newest message that fits, as soon as there is one. Throws CommandError when the time is over. */
export async function wait(args: readonly string[]): Promise<number> {
  const { to, subject, html, ...values } = readArguments(args, options).values;
  const end = performance.now() + readDuration("--timeout", values.timeout);
  const since = values.since === undefined ? undefined : new Date(values.since);
  if (since !== undefined && Number.isNaN(since.getTime())) {
    throw new CommandError("--since takes a time such as 2026-11-22T12:00:00Z");
  }
  const folder = mailboxFolder();
  for (;;) {
    const [newest] = (await readMailbox(folder, { to, subject, since, limit: 1 })) ?? [];
    const message = newest && (await readMessage(folder, newest.id));
    if (message !== undefined) {
      console.log(printed(message, html ? "html" : "text"));
      return 0;
    }
    if (performance.now() >= end) throw new CommandError(`No such message came within ${values.timeout}.`);
    await sleep(pauseMs);
  }
}
