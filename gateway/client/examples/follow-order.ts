/** Waits for what becomes of an order, as long as the signal allows; buy-as-guest makes one. */

import { OrderState } from "#gen/client/contracts/order.js";
import { type MarketClient, MarketError } from "../src/mod.ts";

/** The state that ended the wait: PAID, FAILED or CANCELLED; undefined if the signal did. */
export async function followOrder(
  market: MarketClient,
  orderId: string,
  signal: AbortSignal,
): Promise<OrderState | undefined> {
  try {
    for (;;) {
      const { order } = await market.orders.getOrder({ orderId }, { signal });
      if (order !== undefined && settled.has(order.state)) return order.state;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  } catch (error) {
    if (error instanceof MarketError && error.code === "CANCELLED") return undefined;
    throw error;
  }
}

const settled: ReadonlySet<OrderState> = new Set([OrderState.PAID, OrderState.FAILED, OrderState.CANCELLED]);
