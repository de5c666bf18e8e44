import type { OrderFact } from "../domain/order-fact.ts";
import type { IntervalSums } from "../domain/revenue.ts";

/** What the use cases need. */
export interface AnalyticsPorts {
  readonly facts: FactStore;
}

/** Keeps what is known of orders and refunds, and sums of it. */
export interface FactStore {
  /** Takes a fact with its refunds; does nothing if this or something newer of its order is known. */
  take(fact: OrderFact): Promise<void>;
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
