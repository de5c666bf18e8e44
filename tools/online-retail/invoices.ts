import { type RowError, rowError } from "../table-file/mod.ts";
import type { RetailColumn, RetailLine } from "./retail-line.ts";

interface Seen {
  readonly line: number;
  readonly time: number;
  readonly customer: string;
  /** How often another invoice had begun or gone on, when a line of it last came. */
  turn: number;
  /** Its lines, while it may still go on. */
  rows: RetailLine[];
}

const longestMs = 3_600_000;
const mostOthers = 5;

/**
 * Tells invoices that come again: the lines of one stand together in a file, minutes apart at most and of one customer. A
 * number with another customer, more than an hour off its first line, or after more than five other invoices is there
 * twice by mistake, and so is a line that, after another invoice, says the same again. Memory grows with the invoices.
 */
export function createInvoiceCheck(): (line: RetailLine) => RowError | undefined {
  const seen = new Map<string, Seen>();
  const open: Seen[] = [];
  let current: { readonly invoice: string; readonly resumed: boolean } = { invoice: "", resumed: false };
  let turn = 0;

  const begin = ({ line, invoice, time, customer }: RetailLine): Seen => {
    const first: Seen = { line, time: time.getTime(), customer: own(customer), turn, rows: [] };
    seen.set(own(invoice), first);
    open.push(first);
    const closed = open.length > mostOthers + 1 ? open.shift() : undefined;
    if (closed !== undefined) closed.rows = [];
    return first;
  };

  return (line) => {
    const { invoice } = line;
    const first = seen.get(invoice);
    if (invoice !== current.invoice) {
      turn += 1;
      current = { invoice, resumed: first !== undefined };
    }
    const known = first ?? begin(line);
    const error = first && repetition(first, line, { turn, resumed: current.resumed });
    if (error !== undefined) return error;
    known.turn = turn;
    if (!current.resumed) known.rows.push(line);
    return undefined;
  };
}

function repetition(first: Seen, line: RetailLine, { turn, resumed }: { turn: number; resumed: boolean }) {
  const { invoice, customer, time } = line;
  const wrong = (field: RetailColumn, value: string, message: string): RowError =>
    rowError(line.line, field, value, `invoice ${invoice} was on line ${first.line} already, ${message}`);
  if (first.customer !== customer) return wrong("CustomerID", customer, `of customer ${first.customer || "none"}`);
  if (Math.abs(time.getTime() - first.time) > longestMs) return wrong("InvoiceNo", invoice, "more than an hour apart");
  if (turn - first.turn > mostOthers + 1) return wrong("InvoiceNo", invoice, "with many others between");
  if (resumed && first.rows.some((row) => saysTheSame(row, line)))
    return wrong("InvoiceNo", invoice, "with the same line");
  return undefined;
}

function saysTheSame(a: RetailLine, b: RetailLine): boolean {
  const alike = a.code === b.code && a.quantity === b.quantity && a.exactPrice === b.exactPrice;
  return alike && a.description === b.description;
}

/** A copy that does not keep the part of the file alive which it was cut from. */
function own(text: string): string {
  return Buffer.from(text).toString();
}
