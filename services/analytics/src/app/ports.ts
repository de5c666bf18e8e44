import type { CreditFact } from "../domain/credit-fact.ts";
import type { Intervals, IntervalsQuery } from "../domain/intervals.ts";
import type { OrderFact } from "../domain/order-fact.ts";
import type { IntervalSums } from "../domain/revenue.ts";

/** What the use cases need. */
export interface AnalyticsPorts {
  readonly facts: FactStore;
  readonly calendar: Calendar;
}

export interface Calendar {
  /**
   * The intervals of the time zone's calendar that share a moment with the query. Hours are counted from the beginning
   * of the day. Refuses with TIME_RANGE_INVALID, TIME_ZONE_UNKNOWN, INTERVALS_TOO_MANY.
   */
  intervalsOf(query: IntervalsQuery): Intervals;
}

/** Keeps what is known of orders, refunds and credits, and sums of it. */
export interface FactStore {
  /** Takes a fact with its refunds; does nothing if this or something newer of its order is known. */
  take(fact: OrderFact): Promise<void>;
  /** Takes a credit; does nothing if it is known. */
  takeCredit(fact: CreditFact): Promise<void>;
  /**
   * Sums from each bound up to the next, of one currency or of each; those of nothing are left out. Oldest first, then by
   * currency.
   */
  sums(bounds: readonly Date[], currencyCode?: string): Promise<RevenueSums>;
}

export interface RevenueSums {
  readonly sums: readonly IntervalSums[];
  /** When the newest event that was taken happened; undefined before the first. */
  readonly asOfTime: Date | undefined;
}
