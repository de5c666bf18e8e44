import { type Id, type Money, notFound } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import type { Promotion, PromotionId } from "./promotion.ts";

export type OrderId = Id<"ord">;

/** The use of a promotion by one order. */
export interface Redemption {
  readonly promotionId: PromotionId;
  /** As the promotion has it. */
  readonly couponCode: string;
  /** What it takes off, more than zero. */
  readonly amount: Money;
}

/** A promotion as it stands for one customer. */
export interface Offer {
  readonly promotion: Promotion;
  /** Orders of this customer that use it; 0 if that does not matter. */
  readonly redeemedByCustomer: number;
}

/** True if one more order of this customer may not use it, or not for this amount. */
export function isUsedUp({ promotion, redeemedByCustomer }: Offer, amount: Money): boolean {
  const { maxRedemptions, maxRedemptionsPerCustomer, redemptionCount } = promotion;
  if (maxRedemptions > 0 && redemptionCount >= maxRedemptions) return true;
  if (maxRedemptionsPerCustomer > 0 && redeemedByCustomer >= maxRedemptionsPerCustomer) return true;
  return exceedsBudget(promotion, amount);
}

/** What each of the redemptions takes of a budget, 0 where there is none. Fails with RESOURCE_NOT_FOUND, COUPON_USED_UP. */
export function redeem(offers: readonly Offer[], redemptions: readonly Redemption[]): readonly bigint[] {
  const byId = new Map(offers.map((offer) => [offer.promotion.promotionId, offer]));
  return redemptions.map(({ promotionId, couponCode, amount }) => {
    const offer = byId.get(promotionId);
    if (offer === undefined) throw notFound();
    if (isUsedUp(offer, amount)) throw refuse("COUPON_USED_UP", { metadata: { coupon_code: couponCode } });
    return offer.promotion.budget === undefined ? 0n : amount.minorUnits;
  });
}

function exceedsBudget({ budget, redeemedAmount }: Promotion, amount: Money): boolean {
  if (budget === undefined) return false;
  const left = budget.minorUnits - (redeemedAmount?.minorUnits ?? 0n);
  return amount.currencyCode !== budget.currencyCode || amount.minorUnits > left;
}
