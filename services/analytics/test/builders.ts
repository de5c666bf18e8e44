import { createIds } from "#mesh/kernel";
import type { CreditFact } from "../src/domain/credit-fact.ts";
import type { OrderFact, RefundFact } from "../src/domain/order-fact.ts";

export const noon = new Date("2026-06-01T12:00:00Z");

/** Ids that differ between runs, so that tests share a database without meeting. */
export const ids = createIds({ now: () => new Date() });

/** An order of two lines with three units for 42.00 EUR. */
export function anOrderFact(change: Partial<OrderFact> = {}): OrderFact {
  return {
    orderId: ids.next("ord"),
    version: 2n,
    currencyCode: "EUR",
    businessTime: noon,
    lines: 2,
    units: 3n,
    gross: 4200n,
    refunds: [],
    eventTime: noon,
    ...change,
  };
}

/** 10.00 back. */
export function aRefundFact(change: Partial<RefundFact> = {}): RefundFact {
  return { refundId: ids.next("rfd"), businessTime: noon, amount: 1000n, state: "PENDING", ...change };
}

/** Two lines for 5.00 EUR together. */
export function aCreditFact(change: Partial<CreditFact> = {}): CreditFact {
  const content = { currencyCode: "EUR", lines: 2, amount: 500n };
  return { creditId: ids.next("crd"), ...content, businessTime: noon, eventTime: noon, ...change };
}
