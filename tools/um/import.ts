import { join } from "node:path";
import { parseArgs } from "node:util";
import type { ImportOptions, ImportResult } from "../import/mod.ts";
import type { MarketSession } from "../market-session/mod.ts";
import { type Command, CommandError } from "./command.ts";
import { goingOn } from "./going-on.ts";
import { onlyOne } from "./only-one.ts";
import { layoutOf } from "./start/layout.ts";
import { readStartSettings } from "./start-config.ts";

const help = `um import shop FILE [--dry-run] [--errors FILE] [--strict]
um import online-retail FILE [--dry-run] [--errors FILE] [--strict] [--top-up]

Takes a shop into the market: plain text or gzip, whichever the file is. The market on PORT is used, as UM_EMAIL with
UM_PASSWORD or else as the admin of a development market; if none answers, one is started, which then goes on running.

um import shop           products, categories, prices and stock from CSV or NDJSON; docs/import.md describes the format
um import online-retail  products, opening stock and customers from the Online Retail data set (CSV with InvoiceNo,
                         StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country): a product
                         for each stock code, with its most frequent description and latest price; postage, fees and
                         the like become services no stock is kept of; as much stock as leaves in the file

  --dry-run  read and check the file, and send nothing
  --errors   where rows that are wrong are reported, as CSV of line, field, value and message
             (default: errors.csv in DATA_DIR/imports/<kind>-<digest of the file>)
  --strict   exit with 1 if any row is wrong; without it, all other rows are taken in and the exit code is 0
  --top-up   receive stock also of goods that had some before, up to what the file takes; without it, stock is received
             only of goods that never had any

Importing a file twice changes nothing. Killed and started again, an import goes on where it was.

Examples:  um import shop tools/import/sample/shop.csv
           um import online-retail online_retail.csv.gz --dry-run`;

const flags = {
  "dry-run": { type: "boolean", default: false },
  errors: { type: "string" },
  strict: { type: "boolean", default: false },
  "top-up": { type: "boolean", default: false },
} as const;

export const importCommand: Command = {
  summary: "take in products, stock and customers from files",
  help,
  async run(args) {
    const { kind, file, values } = readArgs(args);
    const session = sessionOpener();
    const options: ImportOptions = {
      file,
      dataDir: layoutOf(readStartSettings(process.env).dataDir).dataDir,
      errorsFile: values.errors,
      openMarket: values["dry-run"] ? undefined : session.open,
      progress: { stream: process.stderr },
    };
    try {
      const { summary, rowErrors } = await goingOn(() => runImport(kind, options, values["top-up"]));
      for (const line of [...summary, ...session.farewell()]) console.log(line);
      return rowErrors > 0 && values.strict ? 1 : 0;
    } finally {
      await session.close();
    }
  },
};

/** One import at a time: two would both receive the stock that is not there yet. */
async function runImport(kind: string, options: ImportOptions, topUp: boolean): Promise<ImportResult> {
  const { importOnlineRetail, importShop } = await import("../import/mod.ts");
  return onlyOne(join(options.dataDir, "imports"), "An import", () =>
    kind === "shop" ? importShop(options) : importOnlineRetail({ ...options, topUp }),
  );
}

function readArgs(args: readonly string[]) {
  const { values, positionals } = parseArgs({ args: [...args], options: flags, allowPositionals: true });
  const [kind = "", file, ...more] = positionals;
  if (!["shop", "online-retail"].includes(kind)) {
    throw new CommandError(
      `um import takes "shop" or "online-retail"${kind && `, not "${kind}"`}; see um import --help`,
    );
  }
  if (file === undefined || more.length > 0) throw new CommandError(`um import ${kind} takes one FILE`);
  if (kind === "shop" && values["top-up"])
    throw new CommandError("--top-up is for online-retail: a shop file counts its stock");
  return { kind, file, values };
}

/** Opens a session when it is asked for, and closes it if it was. */
function sessionOpener() {
  let session: MarketSession | undefined;
  return {
    async open() {
      const { openSession } = await import("../market-session/mod.ts");
      session = await openSession({ as: "admin", print: (text) => console.error(text) });
      return session;
    },
    /** What should still be said, if anything. */
    farewell: () => [session?.farewell ?? ""].filter((text) => text !== ""),
    close: async () => session?.close(),
  };
}
