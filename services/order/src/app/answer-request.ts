import { currentCall, type RequestKey, refuse } from "#mesh/kernel";
import { asItWas } from "../domain/checkout-answer.ts";
import type { Order, ReturnId } from "../domain/order.ts";
import type { CheckoutDriver } from "./drive-checkout.ts";
import type { OrderStore } from "./ports/orders.ts";

/** The order as it was when the request was answered. */
export interface AnsweredRequest {
  readonly order: Order;
  readonly returnId?: ReturnId | undefined;
}

/**
 * What was answered to a request under this key; waits while that is under way. Undefined if there was none. Fails with
 * REQUEST_ID_REUSED if its content was another.
 */
export const answerRequest =
  (orders: OrderStore, driver: CheckoutDriver) =>
  async (request: RequestKey | undefined): Promise<AnsweredRequest | undefined> => {
    if (request === undefined) return undefined;
    const pausing = pauses();
    for (;;) {
      const known = await orders.findRequest(request);
      if (known === undefined) return undefined;
      if (known.hash !== request.hash) throw refuse("REQUEST_ID_REUSED");
      const { orderId, returnId, answer } = known;
      const order = answer && (await orders.find(orderId));
      if (order !== undefined && answer !== undefined) return { order: asItWas(order, answer), returnId };
      await pause(driver.underWay(orderId), pausing.next().value);
    }
  };

const firstPauseMs = 10;
const longestPauseMs = 250;

/** Pauses of somebody who waits for others, each twice as long as the one before, up to a bound. */
export function* pauses(): Generator<number, never> {
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) yield pauseMs;
}

/** Waits that long, or the longest pause for what is under way here. Rejects when the current call has ended. */
export async function pause(underWay: Promise<unknown> | undefined, pauseMs: number): Promise<void> {
  await (underWay === undefined ? sleep(pauseMs) : Promise.race([underWay, sleep(longestPauseMs)]));
  currentCall()?.signal.throwIfAborted();
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
