import { type FileBytes, type RowError, readLines, rowError, utf8Of } from "../../table-file/mod.ts";
import type { Fields, Pair, RawProduct, RawVariant } from "./raw-product.ts";
import type { ShopEntry } from "./shop-entry.ts";

/** One product a line, as a JSON object; empty lines are left out. */
export async function* readNdjsonShop(bytes: FileBytes): AsyncGenerator<ShopEntry> {
  for await (const lines of readLines(bytes)) {
    for (const { number, text } of lines) {
      if (text.trim() !== "") yield { ...entryOf(number, text), lastLine: number };
    }
  }
}

type Entry = { readonly product: RawProduct } | { readonly errors: readonly RowError[] };

function entryOf(line: number, text: string): Entry {
  const wrong = (field: string, value: string, message: string): Entry => ({
    errors: [rowError(line, field, value, message)],
  });
  const decoded = utf8Of(text);
  if (decoded === undefined) return wrong("", text, "the bytes are not UTF-8");
  const json = parsed(decoded);
  if (!isObject(json)) return wrong("", text, "the line is cut or no JSON object");
  const found = new Shape(line);
  const product = productOf(found, json, line);
  return found.errors.length > 0 ? { errors: found.errors } : { product };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

type JsonFields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is JsonFields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads fields of JSON objects as texts, and notes those that are of another shape. */
class Shape {
  readonly errors: RowError[] = [];
  readonly #line: number;

  constructor(line: number) {
    this.#line = line;
  }

  note(field: string, value: unknown, message: string): void {
    this.errors.push(rowError(this.#line, field, JSON.stringify(value) ?? "", message));
  }

  known(json: JsonFields, fields: readonly string[], path: string): void {
    for (const name of Object.keys(json).filter((key) => !fields.includes(key))) {
      this.note(path + name, json[name], `there is no such field; known are ${fields.join(", ")}`);
    }
  }

  text(value: unknown, field: string): string {
    if (value === undefined || value === null) return "";
    if (typeof value === "string") return value.trim();
    if (typeof value === "number" || typeof value === "boolean") return String(value);
    this.note(field, value, "a text is wanted");
    return "";
  }

  texts(value: unknown, field: string): readonly string[] {
    return this.list(value, field).map((item, index) => this.text(item, `${field}[${index}]`));
  }

  list(value: unknown, field: string): readonly unknown[] {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    this.note(field, value, "a list is wanted");
    return [];
  }

  pairs(value: unknown, field: string): readonly Pair[] {
    if (value === undefined || value === null) return [];
    if (isObject(value)) {
      return Object.entries(value).map(([name, said]) => ({ name, value: this.text(said, `${field}.${name}`) }));
    }
    this.note(field, value, 'an object is wanted, such as {"Size": "M"}');
    return [];
  }
}

const ofProduct = ["name", "description", "brand", "state", "categories", "image_urls", "attributes", "variants"];
const ofVariant = ["sku", "price", "currency", "stock", "weight_grams", "gtin", "non_stock", "options"];

function productOf(shape: Shape, json: JsonFields, line: number): RawProduct {
  shape.known(json, ofProduct, "");
  const variants = shape.list(json.variants, "variants");
  return {
    line,
    lastLine: line,
    fields,
    name: shape.text(json.name, "name"),
    description: shape.text(json.description, "description"),
    brand: shape.text(json.brand, "brand"),
    state: shape.text(json.state, "state"),
    categories: shape.texts(json.categories, "categories"),
    imageUrls: shape.texts(json.image_urls, "image_urls"),
    attributes: shape.pairs(json.attributes, "attributes"),
    variants: variants.map((variant, index) => variantOf(shape, variant, { line, index })),
  };
}

function variantOf(shape: Shape, value: unknown, { line, index }: { line: number; index: number }): RawVariant {
  const path = `variants[${index}].`;
  if (!isObject(value)) shape.note(`variants[${index}]`, value, "an object is wanted");
  const json = isObject(value) ? value : {};
  shape.known(json, ofVariant, path);
  const text = (field: string) => shape.text(json[field], path + field);
  return {
    line,
    sku: text("sku"),
    price: text("price"),
    currency: text("currency"),
    stock: text("stock"),
    weightGrams: text("weight_grams"),
    gtin: text("gtin"),
    nonStock: text("non_stock"),
    options: shape.pairs(json.options, `${path}options`),
  };
}

const productFields: Readonly<Record<string, string>> = {
  category: "categories",
  image_url: "image_urls",
  attribute: "attributes",
};

const fields: Fields = {
  product: (field) => productFields[field] ?? field,
  variant: (field, index) => `variants[${index}].${field === "option" ? "options" : field}`,
};
