import type { Id, Money } from "#mesh/kernel";
import { refuse } from "./errors.ts";
import { isLimited, type Promotion, type PromotionId } from "./promotion.ts";

export type OrderId = Id<"ord">;

/** The use of a promotion by one order. */
export interface Redemption {
  readonly promotionId: PromotionId;
  /** As the promotion or its coupon has it; empty for an automatic one. */
  readonly couponCode: string;
  /** What it takes off, more than zero. */
  readonly amount: Money;
}

/** A promotion as it stands for one customer. */
export interface Offer {
  readonly promotion: Promotion;
  /** What asks for it; empty for an automatic one. */
  readonly couponCode: string;
  /** Of a coupon that was made for it; absent for the promotion's own code. */
  readonly coupon: { readonly maxRedemptions: number; readonly redemptionCount: number } | undefined;
  /** Orders of this customer that use it; 0 if that does not matter. */
  readonly redeemedByCustomer: number;
  /** True if the customer belongs to its group, or it is for everybody. */
  readonly forCustomer: boolean;
}

/** True if orders that use it have to be counted. */
export function isCounted({ promotion, coupon }: Offer): boolean {
  return isLimited(promotion) || (coupon !== undefined && coupon.maxRedemptions > 0);
}

/** True if one more order of this customer may not use it, or not for this amount. */
export function isUsedUp({ promotion, coupon, redeemedByCustomer }: Offer, amount: Money): boolean {
  const { maxRedemptionsPerCustomer } = promotion;
  if (isFull(promotion) || (coupon !== undefined && isFull(coupon))) return true;
  if (maxRedemptionsPerCustomer > 0 && redeemedByCustomer >= maxRedemptionsPerCustomer) return true;
  return exceedsBudget(promotion, amount);
}

/** What each of the redemptions takes of a budget, 0 where there is none. Fails with COUPON_USED_UP. */
export function redeem(offers: readonly Offer[], redemptions: readonly Redemption[]): readonly bigint[] {
  const byId = new Map(offers.map((offer) => [offer.promotion.promotionId, offer]));
  return redemptions.map(({ promotionId, couponCode, amount }) => {
    const offer = byId.get(promotionId);
    if (offer === undefined || isUsedUp(offer, amount)) {
      throw refuse("COUPON_USED_UP", { metadata: { coupon_code: couponCode } });
    }
    return offer.promotion.budget === undefined ? 0n : amount.minorUnits;
  });
}

function isFull({ maxRedemptions, redemptionCount }: { maxRedemptions: number; redemptionCount: number }): boolean {
  return maxRedemptions > 0 && redemptionCount >= maxRedemptions;
}

function exceedsBudget({ budget, redeemedAmount }: Promotion, amount: Money): boolean {
  if (budget === undefined) return false;
  const left = budget.minorUnits - (redeemedAmount?.minorUnits ?? 0n);
  return amount.currencyCode !== budget.currencyCode || amount.minorUnits > left;
}
