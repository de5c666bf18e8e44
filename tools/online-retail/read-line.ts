import { type RowError, rowError } from "../table-file/mod.ts";
import { customerOf, minorUnitsOf, quantityOf, timeOf } from "./cells.ts";
import { countryCodeOf } from "./countries.ts";
import { type RetailColumn, type RetailKind, type RetailLine, retailColumns } from "./retail-line.ts";

/** A row, or everything that is wrong with it. */
export type RetailRow = { readonly line: RetailLine } | { readonly errors: readonly RowError[] };

/** Reads rows whose cells stand in the order of the columns; one reader keeps what rows of one invoice share. */
export function createLineReader(columns: readonly string[], now: Date) {
  const places = retailColumns.map((name) => columns.indexOf(name));
  const readTime = remembering(timeOf);
  const readCountry = remembering(countryCodeOf);

  return (line: number, cells: readonly string[]): RetailRow => {
    const errors: RowError[] = [];
    const [invoice, code, description, quantities, times, exactPrice, customers, country] = places.map(
      (place) => cells[place]?.trim() ?? "",
    ) as Eight;
    const say = (field: RetailColumn, value: string, message: string) =>
      errors.push(rowError(line, field, value, message));
    const quantity = quantityOf(quantities);
    const time = readTime(times);
    const unitPrice = minorUnitsOf(exactPrice);
    const customer = customerOf(customers);
    const countryCode = readCountry(country);
    if (!/^[AC]?\d{1,20}$/.test(invoice)) {
      say("InvoiceNo", invoice, "a number is wanted, with C before it for a cancellation or A for a bad debt");
    }
    if (code === "" || code.length > 64) say("StockCode", code, "a code of 1 to 64 characters is wanted");
    if (quantity === undefined) say("Quantity", quantities, "a whole number up to 1,000,000,000 is wanted");
    else if (quantity === 0n) say("Quantity", quantities, "a line without units says nothing");
    else if (quantity > 0n && invoice.startsWith("C")) {
      say("Quantity", quantities, "a cancellation takes units back: a negative number is wanted");
    }
    if (time === undefined) say("InvoiceDate", times, "a time such as 2010-12-01 08:26:00 is wanted");
    else if (time > now) say("InvoiceDate", times, "the time lies in the future");
    if (unitPrice === undefined) say("UnitPrice", exactPrice, "an amount such as 2.55 is wanted");
    else if (exactPrice.startsWith("-") && !invoice.startsWith("A")) {
      say("UnitPrice", exactPrice, "only a bad debt (invoice A...) has a negative price");
    }
    if (customer === undefined) say("CustomerID", customers, "a number, or nothing, is wanted");
    if (countryCode === undefined) say("Country", country, "there is no country of this name");
    if (
      errors.length > 0 ||
      quantity === undefined ||
      time === undefined ||
      unitPrice === undefined ||
      customer === undefined ||
      countryCode === undefined
    ) {
      return { errors };
    }
    const kind = kindOf(invoice, quantity, exactPrice);
    return {
      line: { line, invoice, code, description, quantity, time, unitPrice, exactPrice, customer, countryCode, kind },
    };
  };
}

type Eight = [string, string, string, string, string, string, string, string];

function kindOf(invoice: string, quantity: bigint, exactPrice: string): RetailKind {
  if (invoice.startsWith("C")) return "cancellation";
  if (invoice.startsWith("A")) return "bad-debt";
  if (quantity < 0n) return "adjustment";
  return /[1-9]/.test(exactPrice) ? "sale" : "free";
}

/** Rows follow each other with the same time and country, so the last answer is kept. */
function remembering<T>(read: (text: string) => T): (text: string) => T {
  let last: { text: string; value: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) };
    return last.value;
  };
}
