import type { RetailColumn, RetailLine } from "./retail-line.ts";

/** A row's cells as written, by column. */
export type RetailCells = Readonly<Record<RetailColumn, string>>;

type Read = Pick<RetailLine, "quantity" | "time" | "unitPrice" | "customer" | "countryCode">;

/** What could be read of the cells; undefined where they cannot be. */
export type RetailValues = { readonly [Name in keyof Read]: Read[Name] | undefined };

export interface RowRule {
  readonly column: RetailColumn;
  readonly broken: (cells: RetailCells, values: RetailValues, now: Date) => boolean;
  /** What is wanted instead. */
  readonly message: string;
}

/** What every row must keep, and what is said of it if it does not. */
export const rowRules: readonly RowRule[] = [
  {
    column: "InvoiceNo",
    broken: ({ InvoiceNo }) => !/^[AC]?\d{1,20}$/.test(InvoiceNo),
    message: "a number is wanted, with C before it for a cancellation or A for a bad debt",
  },
  {
    column: "StockCode",
    broken: ({ StockCode }) => StockCode === "" || StockCode.length > 64,
    message: "a code of 1 to 64 characters is wanted",
  },
  {
    column: "Quantity",
    broken: (_, { quantity }) => quantity === undefined,
    message: "a whole number up to 1,000,000,000 is wanted",
  },
  { column: "Quantity", broken: (_, { quantity }) => quantity === 0n, message: "a line without units says nothing" },
  {
    column: "Quantity",
    broken: ({ InvoiceNo }, { quantity = 0n }) => quantity > 0n && InvoiceNo.startsWith("C"),
    message: "a cancellation takes units back: a negative number is wanted",
  },
  {
    column: "InvoiceDate",
    broken: (_, { time }) => time === undefined,
    message: "a time such as 2010-12-01 08:26:00 is wanted",
  },
  {
    column: "InvoiceDate",
    broken: (_, { time }, now) => time !== undefined && time > now,
    message: "the time lies in the future",
  },
  {
    column: "UnitPrice",
    broken: (_, { unitPrice }) => unitPrice === undefined,
    message: "an amount such as 2.55 is wanted",
  },
  {
    column: "UnitPrice",
    broken: ({ InvoiceNo, UnitPrice }) => UnitPrice.startsWith("-") && !InvoiceNo.startsWith("A"),
    message: "only a bad debt (invoice A...) has a negative price",
  },
  {
    column: "CustomerID",
    broken: (_, { customer }) => customer === undefined,
    message: "a number, or nothing, is wanted",
  },
  {
    column: "Country",
    broken: (_, { countryCode }) => countryCode === undefined,
    message: "there is no country of this name",
  },
];
