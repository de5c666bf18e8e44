/** One invoice line of the Online Retail file. */
export interface RetailLine {
  /** The line of the file it begins on; the header is 1. */
  readonly line: number;
  /** The invoice's number, with its letter if it has one. */
  readonly invoice: string;
  /** The stock code exactly as written. */
  readonly code: string;
  /** Trimmed; often empty or different from the other lines of the code. */
  readonly description: string;
  /** Units; negative for what comes back or is lost. */
  readonly quantity: bigint;
  /** The file's time, which has no zone, taken as UTC. */
  readonly time: Date;
  /** Minor units of GBP, rounded half to even. */
  readonly unitPrice: bigint;
  /** The price as written, such as "2.55" or "0.001". */
  readonly exactPrice: string;
  /** The customer's number, such as "17850"; empty for none. */
  readonly customer: string;
  /** ISO 3166-1 alpha-2; empty where the file names no country. */
  readonly countryCode: string;
  readonly kind: RetailKind;
}

/**
 * What a line is: goods sold, goods taken back (invoice C...), units lost or found missing, goods given away, or a
 * correction of what is owed (invoice A...).
 */
export type RetailKind = "sale" | "cancellation" | "adjustment" | "free" | "bad-debt";

/** The columns of the file. */
export const retailColumns = [
  "InvoiceNo",
  "StockCode",
  "Description",
  "Quantity",
  "InvoiceDate",
  "UnitPrice",
  "CustomerID",
  "Country",
] as const;

export type RetailColumn = (typeof retailColumns)[number];
