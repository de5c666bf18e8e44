import type { OrderId } from "../domain/redemption.ts";
import type { PricingPorts } from "./ports.ts";

/** Counts an order that came to nothing no more towards the promotions it used. */
export const releaseRedemptions =
  ({ redemptions, clock }: PricingPorts) =>
  (orderId: OrderId): Promise<void> =>
    redemptions.release(orderId, clock.now());
