import { parseArgs } from "node:util";
import { type Command, CommandError } from "./command.ts";
import { goingOn } from "./going-on.ts";

const help = `um export shop FILE

Writes all products of the market, as docs/import.md describes: um import shop FILE takes them in again. CSV if FILE ends
in .csv, else NDJSON (one JSON object a line); packed with gzip if it ends in .gz besides. The market on PORT is used, as
UM_EMAIL with UM_PASSWORD or else as the admin of a development market; if none answers, one is started.

Stock is left out, and so are translations, tags and typed attributes: an import leaves them as they are. FILE is there
once it is whole; a connection that breaks off is gone on with.

Examples:  um export shop shop.ndjson.gz
           um export shop shop.csv`;

export const exportCommand: Command = {
  summary: "write the products to a file",
  help,
  async run(args) {
    const file = readArgs(args);
    const { openSession } = await import("../market-session/mod.ts");
    const { exportShop } = await import("../export/mod.ts");
    const session = await openSession({ as: "admin", print: (text) => console.error(text) });
    try {
      const onProgress = (products: number) => console.error(`${products} products`);
      const { products, variants } = await goingOn(() =>
        exportShop({ transport: session.transport, file, onProgress }),
      );
      console.log(`products            ${products}, with ${variants} variants`);
      if (session.farewell !== "") console.log(session.farewell);
      return 0;
    } finally {
      await session.close();
    }
  },
};

function readArgs(args: readonly string[]): string {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [kind = "", file, ...more] = positionals;
  if (kind !== "shop")
    throw new CommandError(`um export takes "shop"${kind && `, not "${kind}"`}; see um export --help`);
  if (file === undefined || more.length > 0) throw new CommandError("um export shop takes one FILE");
  return file;
}
