import type { RetailLine } from "../../online-retail/mod.ts";
import { dayOf } from "./window.ts";

/** Answers the day a line belongs to: that of its invoice's first line, so that an invoice over midnight stays whole. */
export function createInvoiceDays(): (line: RetailLine) => string {
  const days = new Map<string, string>();
  return ({ invoice, time }) => {
    const known = days.get(invoice);
    if (known !== undefined) return known;
    const day = dayOf(time);
    days.set(invoice, day);
    return day;
  };
}
