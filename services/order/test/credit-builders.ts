import type { Credit, CreditEntry } from "../src/domain/credit.ts";
import { euros, ids, noon } from "./cart-builders.ts";

/** Two mugs at 7.50 each, brought back by nobody in particular. */
export function aCreditEntry(change: Partial<CreditEntry> = {}): CreditEntry {
  return {
    currencyCode: "EUR",
    lines: [{ variantId: ids.next("var"), quantity: 2n, unitPrice: euros(750n) }],
    externalReference: "",
    reason: "bought at the market stall",
    ...change,
  };
}

export function aCredit(change: Partial<Credit> = {}): Credit {
  const line = { variantId: ids.next("var"), quantity: 2n, unitPrice: euros(750n) };
  return {
    ...aCreditEntry(),
    creditId: ids.next("crd"),
    userId: undefined,
    lines: [{ ...line, sku: "MUG-1", name: "Mug (Blue)", total: euros(1500n) }],
    total: euros(1500n),
    createdBy: ids.next("usr"),
    businessTime: noon,
    createTime: noon,
    ...change,
  };
}
