import { CommandError } from "../../um/command.ts";

/** Columns every CSV file of a shop has. */
export const neededColumns = ["sku", "name", "price", "currency"] as const;

/** Columns it may have, besides those of options and attributes. */
export const moreColumns = [
  "product",
  "description",
  "brand",
  "category",
  "state",
  "stock",
  "weight_grams",
  "gtin",
  "image_url",
  "non_stock",
] as const;

export type Column = (typeof neededColumns)[number] | (typeof moreColumns)[number];

/** Where the columns stand in a row. */
export interface Columns {
  cell(row: readonly string[], column: Column): string;
  /** The cells of columns such as "option:Size" that say something. */
  options(row: readonly string[]): readonly { name: string; value: string }[];
  attributes(row: readonly string[]): readonly { name: string; value: string }[];
}

/** Reads the header. Throws CommandError for a column the format does not know: a misspelled one loses nothing so. */
export function columnsOf(header: readonly string[]): Columns {
  const known: readonly string[] = [...neededColumns, ...moreColumns];
  const unknown = header.filter((name) => !known.includes(name) && !/^(option|attribute):\S/.test(name));
  if (unknown.length > 0) {
    const named = unknown.map((name) => `"${name}"`).join(", ");
    throw new CommandError(
      `the first line names unknown columns: ${named}; known are ${known.join(", ")}, option:NAME and attribute:NAME`,
    );
  }
  const named = (prefix: string) =>
    header.flatMap((name, place) =>
      name.startsWith(prefix) ? [{ name: name.slice(prefix.length).trim(), place }] : [],
    );
  const [options, attributes] = [named("option:"), named("attribute:")];
  const said = (row: readonly string[], columns: typeof options) =>
    columns.map(({ name, place }) => ({ name, value: row[place]?.trim() ?? "" })).filter(({ value }) => value !== "");
  const places = new Map(header.map((name, place) => [name, place]));
  return {
    cell: (row, column) => row[places.get(column) ?? -1]?.trim() ?? "",
    options: (row) => said(row, options),
    attributes: (row) => said(row, attributes),
  };
}
