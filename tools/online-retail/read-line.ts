import { type RowError, rowError } from "../table-file/mod.ts";
import { customerOf, minorUnitsOf, quantityOf, timeOf } from "./cells.ts";
import { countryCodeOf } from "./countries.ts";
import { type RetailColumn, type RetailKind, type RetailLine, retailColumns } from "./retail-line.ts";
import { type RetailCells, type RetailValues, rowRules } from "./row-rules.ts";

/** A row, or everything that is wrong with it. */
export type RetailRow = { readonly line: RetailLine } | { readonly errors: readonly RowError[] };

/** Reads rows whose cells stand in the order of the columns; times after `now` are wrong. */
export function createLineReader(columns: readonly string[], now: Date) {
  const named = cellsByName(columns);
  const readQuantity = remembering(quantityOf);
  const readTime = remembering(timeOf, mostTimes);
  const readPrice = remembering(minorUnitsOf);
  const readCustomer = remembering(customerOf);
  const readCountry = remembering(countryCodeOf);

  return (line: number, row: readonly string[]): RetailRow => {
    const cells = named(row);
    const values = {
      quantity: readQuantity(cells.Quantity),
      time: readTime(cells.InvoiceDate),
      unitPrice: readPrice(cells.UnitPrice),
      customer: readCustomer(cells.CustomerID),
      countryCode: readCountry(cells.Country),
    };
    if (rowRules.every(({ broken }) => !broken(cells, values, now)) && isComplete(values)) {
      return { line: lineOf(line, cells, values) };
    }
    const broken = rowRules.filter((rule) => rule.broken(cells, values, now));
    return { errors: broken.map(({ column, message }) => rowError(line, column, cells[column], message)) };
  };
}

function cellsByName(columns: readonly string[]): (row: readonly string[]) => RetailCells {
  const place = Object.fromEntries(retailColumns.map((name) => [name, columns.indexOf(name)])) as Record<
    RetailColumn,
    number
  >;
  const cell = (row: readonly string[], name: RetailColumn) => row[place[name]]?.trim() ?? "";
  return (row) => ({
    InvoiceNo: cell(row, "InvoiceNo"),
    StockCode: cell(row, "StockCode"),
    Description: cell(row, "Description"),
    Quantity: cell(row, "Quantity"),
    InvoiceDate: cell(row, "InvoiceDate"),
    UnitPrice: cell(row, "UnitPrice"),
    CustomerID: cell(row, "CustomerID"),
    Country: cell(row, "Country"),
  });
}

type Complete = { readonly [Name in keyof RetailValues]: NonNullable<RetailValues[Name]> };

function isComplete(values: RetailValues): values is Complete {
  return !Object.values(values).includes(undefined);
}

function lineOf(line: number, cells: RetailCells, values: Complete): RetailLine {
  return {
    line,
    invoice: cells.InvoiceNo,
    code: cells.StockCode,
    description: cells.Description,
    quantity: values.quantity,
    time: values.time,
    unitPrice: values.unitPrice,
    exactPrice: cells.UnitPrice,
    customer: values.customer,
    countryCode: values.countryCode,
    kind: kindOf(cells, values.quantity),
  };
}

function kindOf({ InvoiceNo, UnitPrice }: RetailCells, quantity: bigint): RetailKind {
  if (InvoiceNo.startsWith("C")) return "cancellation";
  if (InvoiceNo.startsWith("A")) return "bad-debt";
  if (quantity < 0n) return "adjustment";
  return /[1-9]/.test(UnitPrice) ? "sale" : "free";
}

const mostRemembered = 5_000;
/** Times come once, for the lines of one invoice. */
const mostTimes = 50;

/** The same texts come again and again, so the latest answers are kept. */
function remembering<T>(read: (text: string) => T, most = mostRemembered): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found.value;
    if (known.size >= most) known.clear();
    const value = read(text);
    known.set(text, { value });
    return value;
  };
}
