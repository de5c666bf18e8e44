import { parseArgs } from "node:util";
import { type Command, CommandError } from "./command.ts";
import { goingOn } from "./going-on.ts";
import { layoutOf } from "./start/layout.ts";
import { readStartSettings } from "./start-config.ts";

const help = `um replay FILE --from DAY --to DAY [--at-once N]

Enters the sales of an Online Retail file (CSV, plain or gzip) into the market as they happened, through its public door
alone, and compares what the market then says with the file, day by day, to the penny. The file's products, stock and
customers are imported before, by um import online-retail FILE.

The market on PORT is used, as UM_EMAIL with UM_PASSWORD, who needs the role clerk, or else as a clerk of a development
market; if none answers, it is started and goes on running.

  --from, --to  the first and the last day, such as 2010-12-01; what lies outside is not looked at
  --at-once     entries under way at a time, 1 to 32 (default: 4)

A sale invoice becomes a draft order at its own prices, placed, paid and sent at the invoice's time. A cancellation line
takes back what the same customer bought before of the same code at the same price, the newest first, and becomes a
return with its refund if that covers it wholly; else it is booked as a credit. Adjustments become movements of stock.
Free lines and corrections of debts are told of. DATA_DIR/replay has the lists, the rows with errors, and a journal.

Killed and run again, a replay goes on where it was; nothing is entered twice. A later --to adds days; another --from
needs another market. Exits with 1 if file and market differ anywhere.

Example:  um replay online_retail.csv.gz --from 2010-12-01 --to 2010-12-07`;

export const replayCommand: Command = {
  summary: "live through the sales of a file, and compare with it to the penny",
  help,
  async run(args) {
    const { openSession } = await import("../market-session/mod.ts");
    const { replay, windowOf } = await import("../replay/mod.ts");
    const { file, from, to, atOnce } = readArgs(args);
    const window = windowOf(from, to);
    const { dataDir } = layoutOf(readStartSettings(process.env).dataDir);
    const session = await goingOn(() => openSession({ as: "clerk", print: (text) => console.error(text) }));
    try {
      const { transport, userId } = session;
      const progress = { stream: process.stderr };
      const options = { file, window, atOnce, dataDir, transport, userId, progress, print: console.log };
      const isEqual = await goingOn(() => replay(options));
      if (session.farewell !== "") console.log(session.farewell);
      return isEqual ? 0 : 1;
    } finally {
      await session.close();
    }
  },
};

function readArgs(args: readonly string[]) {
  const options = {
    from: { type: "string" },
    to: { type: "string" },
    "at-once": { type: "string", default: "4" },
  } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new CommandError("um replay takes one FILE; see um replay --help");
  if (values.from === undefined || values.to === undefined) throw new CommandError("um replay takes --from and --to");
  const atOnce = Number(values["at-once"]);
  if (!(Number.isInteger(atOnce) && atOnce >= 1 && atOnce <= 32)) throw new CommandError("--at-once takes 1 to 32");
  return { file, from: values.from, to: values.to, atOnce };
}
