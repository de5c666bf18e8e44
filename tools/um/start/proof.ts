import type { Progress } from "./progress.ts";

export type PaymentProvider = "stripe-sandbox" | "stripe";

/**
 * The step that proves the market: one purchase in its life, if there is something to buy and somebody to buy it;
 * otherwise a look at what it sells. Nobody's money is moved without being asked: with Stripe itself it only looks.
 */
export function proofOf({ shop, customer, firstOrder }: Progress, provider: PaymentProvider) {
  const canBuy = shop === "loaded" && customer === "registered" && provider === "stripe-sandbox";
  return canBuy && firstOrder === undefined ? "buy-something" : "prove-market";
}
