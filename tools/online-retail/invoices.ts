import { type RowError, rowError } from "../table-file/mod.ts";
import type { RetailColumn, RetailLine } from "./retail-line.ts";

interface Seen {
  readonly line: number;
  readonly time: number;
  readonly customer: string;
  /** How many times another invoice had begun or gone on, when it last did. */
  turn: number;
}

const longestMs = 3_600_000;
const mostOthers = 100;

/**
 * Tells invoices that come again: their lines stand together in a file, minutes apart at most and of one customer, so a
 * number with another customer, more than an hour off its first line, or after 100 other invoices is there twice by
 * mistake. Memory grows with the number of invoices.
 */
export function createInvoiceCheck(): (line: RetailLine) => RowError | undefined {
  const seen = new Map<string, Seen>();
  let current = "";
  let turn = 0;
  return ({ line, invoice, time, customer }) => {
    if (invoice !== current) turn += 1;
    current = invoice;
    const first = seen.get(invoice);
    if (first === undefined) {
      seen.set(own(invoice), { line, time: time.getTime(), customer: own(customer), turn });
      return undefined;
    }
    const wrong = (field: RetailColumn, value: string, message: string) =>
      rowError(line, field, value, `invoice ${invoice} was on line ${first.line} already, ${message}`);
    if (first.customer !== customer) return wrong("CustomerID", customer, `of customer ${first.customer || "none"}`);
    if (Math.abs(time.getTime() - first.time) > longestMs) {
      return wrong("InvoiceNo", invoice, "more than an hour apart");
    }
    if (turn - first.turn > mostOthers)
      return wrong("InvoiceNo", invoice, `with more than ${mostOthers} others between`);
    first.turn = turn;
    return undefined;
  };
}

/** A copy that does not keep the part of the file alive which it was cut from. */
function own(text: string): string {
  return Buffer.from(text).toString();
}
