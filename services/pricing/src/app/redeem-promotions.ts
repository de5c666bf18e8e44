import type { PricingPorts, PurchaseRedemptions } from "./ports.ts";

/** Counts an order towards the promotions it uses. Fails as RedemptionStore says. */
export const redeemPromotions =
  ({ redemptions, clock }: PricingPorts) =>
  (wanted: PurchaseRedemptions): Promise<void> =>
    redemptions.redeem(wanted, clock.now());
