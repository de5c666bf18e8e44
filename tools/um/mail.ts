import { type Command, CommandError } from "./command.ts";
import { list } from "./mail/list.ts";
import { show } from "./mail/show.ts";
import { wait } from "./mail/wait.ts";

const help = `um mail [--to ADDRESS] [--subject TEXT] [--limit N] [--json]
um mail show N|ID [--html | --raw]
um mail wait [--to ADDRESS] [--subject TEXT] [--since TIME] [--timeout DURATION]

Shows what the market on DATA_DIR sent to its local mailbox.

um mail        lists messages, the newest last, each with its number: 1 is the newest
um mail show   prints one, by its number or its id
um mail wait   prints the newest one that fits, and waits for it if there is none yet

  --to       only messages to this address
  --subject  only messages whose subject contains this text, whatever its case
  --limit    at most so many, the newest ones (default: 20)
  --json     one JSON object a line, for programs
  --html     the HTML body instead of the text
  --raw      the message as it was sent
  --since    only messages kept at this time or later, such as 2026-11-22T12:00:00Z
  --timeout  how long to wait, such as 500ms, 10s or 2m (default: 10s); ends with 1 if nothing came

Examples:  um mail --to customer@ultramarket.example
           um mail show 1
           um mail wait --to ada@example.com --subject "verify your e-mail" --timeout 30s`;

const verbs: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { show, wait };

export const mail: Command = {
  summary: "list and show what was sent to the local mailbox",
  help,
  async run(args) {
    const [verb = ""] = args;
    if (verb === "" || verb.startsWith("-")) return list(args);
    const run = verbs[verb];
    if (run === undefined) throw new CommandError(`um mail has no "${verb}"; see um mail --help`);
    return run(args.slice(1));
  },
};
