import { runBench } from "../bench/bench.ts";
import { readOptions } from "../bench/options.ts";
import type { Command } from "./command.ts";

const help = `um bench [--quick] [--only TEXT] [--no-ghz] [--json FILE]

Measures what calls cost, against yardsticks of the same run, on databases and processes of its own.

  --quick  fewer rounds, less than two minutes: enough to see a blunder
  --only   measure the rows whose title contains TEXT, such as "in process"; "searches" are those of products
  --no-ghz drive gRPC with our own client, also where ghz is or can be built
  --json   keep the figures in FILE

docs/performance.md says how to read the table.`;

export const bench: Command = {
  summary: "measure calls against their floors",
  help,
  async run(args) {
    const { stdout } = process;
    const progress = (text: string) => stdout.isTTY && stdout.write(`\r\x1b[K${text}`);
    await runBench(readOptions(args), { print: (text) => console.log(text), progress });
    return 0;
  },
};
