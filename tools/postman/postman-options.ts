import { parseArgs } from "node:util";

export interface PostmanOptions {
  /** The file to write. */
  readonly file: string;
  /** The address of the market. */
  readonly market: string;
}

/** Reads `[file] [--market url]`; throws a TypeError for anything else. */
export function postmanOptions(args: readonly string[]): PostmanOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { market: { type: "string", default: "http://127.0.0.1:8080" } },
  });
  const [file = "postman.json", ...rest] = positionals;
  if (rest.length > 0) throw new TypeError(`only one file is written, not ${rest.join(" ")} too`);
  return { file, market: values.market.replace(/\/$/, "") };
}
