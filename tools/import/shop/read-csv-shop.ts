import { type FileBytes, type RowError, readCsv, rowError } from "../../table-file/mod.ts";
import { type Column, type Columns, columnsOf, neededColumns } from "./columns.ts";
import { withLeftOut } from "./left-out.ts";
import type { Fields, RawProduct, RawVariant } from "./raw-product.ts";
import type { ShopEntry } from "./shop-entry.ts";

interface Row {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Consecutive rows of one product, and what is wrong among them. */
interface Group {
  readonly key: string;
  readonly rows: Row[];
  readonly errors: RowError[];
}

/** One product a row, or several rows of one product that follow each other with the same cell in `product`. */
export async function* readCsvShop(bytes: FileBytes): AsyncGenerator<ShopEntry> {
  const { columns: header, records } = await readCsv(bytes, neededColumns);
  const columns = columnsOf(header);
  let group: Group | undefined;
  for await (const batch of records) {
    for (const record of batch) {
      if ("error" in record) {
        if (group === undefined) yield { errors: [record.error], lastLine: record.error.line };
        else group.errors.push(record.error);
        continue;
      }
      const key = columns.cell(record.cells, "product");
      if (group !== undefined && (key === "" || key !== group.key)) {
        yield* entriesOf(group, columns);
        group = undefined;
      }
      if (group === undefined) group = { key, rows: [record], errors: [] };
      else group.rows.push(record);
    }
  }
  if (group !== undefined) yield* entriesOf(group, columns);
}

/** A damaged row between two of a product was one of its variants; without it the product is not what it was. */
function* entriesOf({ rows, errors }: Group, columns: Columns): Generator<ShopEntry> {
  const [first] = rows;
  const last = rows.at(-1);
  if (first === undefined || last === undefined) return;
  const within = errors.filter(({ line }) => line < last.line);
  const differing = rows.slice(1).flatMap((row) => differences(first, row, columns));
  const wrong = [...within, ...differing];
  const product = productOf(rows, first, last, columns);
  if (wrong.length === 0) yield { product, lastLine: last.line };
  else yield { errors: withLeftOut(product, wrong), lastLine: last.line };
  const after = errors.filter(({ line }) => line > last.line);
  const lastLine = after.at(-1)?.line;
  if (lastLine !== undefined) yield { errors: after, lastLine };
}

const ofProduct = ["name", "description", "brand", "category", "state", "image_url"] as const;

/** What a later row says of the product must be what the first one says, or nothing. */
function differences(first: Row, row: Row, columns: Columns): RowError[] {
  const said = new Map(sayings(first, columns));
  return sayings(row, columns)
    .filter(([column, value]) => value !== "" && value !== said.get(column))
    .map(([column, value]) => {
      const message = `line ${first.line} says otherwise of the same product; leave it empty here`;
      return rowError(row.line, column, Buffer.from(value).toString("latin1"), message);
    });
}

function sayings({ cells }: Row, columns: Columns): [string, string][] {
  const attributes = columns.attributes(cells).map(({ name, value }): [string, string] => [`attribute:${name}`, value]);
  return [...ofProduct.map((column): [string, string] => [column, columns.cell(cells, column)]), ...attributes];
}

function productOf(rows: readonly Row[], first: Row, last: Row, columns: Columns): RawProduct {
  const cell = (column: Column) => columns.cell(first.cells, column);
  const variants = rows.map((row) => variantOf(row, columns));
  return {
    line: first.line,
    lastLine: last.line,
    fields: fieldsOf(variants, columns.attributes(first.cells)[0]?.name),
    name: cell("name"),
    description: cell("description"),
    brand: cell("brand"),
    state: cell("state"),
    categories: parts(cell("category"), "|"),
    imageUrls: parts(cell("image_url"), "|"),
    attributes: columns.attributes(first.cells),
    variants,
  };
}

function variantOf({ line, cells }: Row, columns: Columns): RawVariant {
  const cell = (column: Column) => columns.cell(cells, column);
  return {
    line,
    sku: cell("sku"),
    price: cell("price"),
    currency: cell("currency"),
    stock: cell("stock"),
    weightGrams: cell("weight_grams"),
    gtin: cell("gtin"),
    nonStock: cell("non_stock"),
    options: columns.options(cells),
  };
}

function parts(text: string, separator: string): readonly string[] {
  return text.split(separator).flatMap((part) => (part.trim() === "" ? [] : [part.trim()]));
}

function fieldsOf(variants: readonly RawVariant[], attribute = ""): Fields {
  return {
    product: (field) => (field === "attribute" ? `attribute:${attribute}` : field),
    variant: (field, index) => (field === "option" ? `option:${variants[index]?.options[0]?.name ?? "NAME"}` : field),
  };
}
