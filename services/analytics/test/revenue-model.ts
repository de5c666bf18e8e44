import type { CreditFact } from "../src/domain/credit-fact.ts";
import type { OrderFact } from "../src/domain/order-fact.ts";
import type { IntervalSums } from "../src/domain/revenue.ts";

/** What the figures must be, counted order by order over the newest fact of each, and credit by credit. */
export function sumsByHand(
  told: readonly OrderFact[],
  credits: readonly CreditFact[],
  bounds: readonly Date[],
): readonly IntervalSums[] {
  const newest = new Map<string, OrderFact>();
  for (const fact of told) {
    if (fact.version > (newest.get(fact.orderId)?.version ?? 0n)) newest.set(fact.orderId, fact);
  }
  const sums = new Map<string, IntervalSums>();
  const count = (time: Date, currencyCode: string, amounts: Partial<IntervalSums>) => {
    const interval = bounds.findLastIndex((bound) => bound <= time);
    if (interval < 0 || interval === bounds.length - 1) return;
    const key = `${String(interval).padStart(5, "0")} ${currencyCode}`;
    const none = { interval, currencyCode, orders: 0n, lines: 0n, units: 0n, gross: 0n, refunds: 0n };
    const nothing = { ...none, credits: 0n, creditLines: 0n };
    const before = sums.get(key) ?? nothing;
    sums.set(key, {
      ...before,
      orders: before.orders + (amounts.orders ?? 0n),
      lines: before.lines + (amounts.lines ?? 0n),
      units: before.units + (amounts.units ?? 0n),
      gross: before.gross + (amounts.gross ?? 0n),
      refunds: before.refunds + (amounts.refunds ?? 0n),
      credits: before.credits + (amounts.credits ?? 0n),
      creditLines: before.creditLines + (amounts.creditLines ?? 0n),
    });
  };
  for (const { businessTime, currencyCode, lines, units, gross, refunds } of newest.values()) {
    count(businessTime, currencyCode, { orders: 1n, lines: BigInt(lines), units, gross });
    for (const refund of refunds.filter(({ state }) => state !== "FAILED")) {
      count(refund.businessTime, currencyCode, { refunds: refund.amount });
    }
  }
  for (const credit of new Map(credits.map((fact) => [fact.creditId, fact])).values()) {
    const { businessTime, currencyCode, amount, lines } = credit;
    count(businessTime, currencyCode, { credits: amount, creditLines: BigInt(lines) });
  }
  return [...sums].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, entry]) => entry);
}
