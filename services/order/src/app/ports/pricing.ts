import type { OrderId } from "../../domain/cart.ts";
import type { StepResult } from "../../domain/checkout-outcome.ts";
import type { Order } from "../../domain/order.ts";
import type { Purchase, Quote } from "../../domain/quote.ts";

/** Says what purchases cost, and counts those that use promotions with limits. Each effect happens once a key. */
export interface Pricing {
  /** Fails with SERVICE_UNAVAILABLE. */
  quote(purchase: Purchase): Promise<Quote>;
  /** REDEEMED, USED_UP or UNANSWERED. */
  redeem(order: Pick<Order, "orderId" | "userId" | "redemptions">, requestId: string): Promise<StepResult>;
  /** UNREDEEMED or UNANSWERED; from then on the order redeems nothing. */
  unredeem(orderId: OrderId, requestId: string): Promise<StepResult>;
}
