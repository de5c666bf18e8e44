import { runBench } from "../bench/bench.ts";
import { runEdgeBench } from "../bench/edge/bench-edge.ts";
import { readOptions } from "../bench/options.ts";
import type { Command } from "./command.ts";

const help = `um bench [--quick] [--only TEXT] [--no-ghz] [--json FILE]
um bench --edge [--quick] [--only TEXT]

Measures what calls cost, against yardsticks of the same run, on databases and processes of its own.

  --quick  fewer rounds, less than two minutes: enough to see a blunder
  --only   measure the rows whose title contains TEXT, such as "in process"; "searches" are those of products
  --no-ghz drive gRPC with our own client, also where ghz is or can be built
  --json   keep the figures in FILE
  --edge   measure the gateway alone instead, by each protocol; TEXT is such as "rest" or "stream"

docs/performance.md says how to read the table.`;

export const bench: Command = {
  summary: "measure calls against their floors",
  help,
  async run(args) {
    const { stdout } = process;
    const progress = (text: string) => stdout.isTTY && stdout.write(`\r\x1b[K${text}`);
    const options = readOptions(args);
    await (options.edge ? runEdgeBench : runBench)(options, { print: (text) => console.log(text), progress });
    return 0;
  },
};
