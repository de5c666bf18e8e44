import { isDeepStrictEqual } from "node:util";
import { type Decision, format, invalid, refuse } from "#mesh/kernel";
import { checkPromotion } from "./check-promotion.ts";
import type { Promotion, PromotionContent, PromotionUpdated } from "./promotion.ts";

/** The fields to change; what is absent stays as it is, what is undefined is taken away. */
export type PromotionChange = Partial<Omit<PromotionContent, "couponCode">>;

/**
 * The promotion with the change; one that changes nothing gives no new version and no event. An empty etag fits any
 * version. Fails with ETAG_MISMATCH, or as `checkPromotion` does.
 */
export function updatePromotion(
  promotion: Promotion,
  change: PromotionChange,
  etag: string,
  now: Date,
): Decision<Promotion, PromotionUpdated> {
  if (etag !== "" && etag !== String(promotion.version)) throw refuse("ETAG_MISMATCH");
  const changed = { ...promotion, ...change };
  const fields = (Object.keys(change) as (keyof PromotionChange)[]).filter(
    (field) => !isDeepStrictEqual(changed[field], promotion[field]),
  );
  if (fields.length === 0) return { next: promotion, events: [] };
  checkPromotion(changed);
  checkUse(promotion, changed);
  const redeemedAmount = changed.budget && (promotion.redeemedAmount ?? { ...changed.budget, minorUnits: 0n });
  const next = { ...changed, redeemedAmount, version: promotion.version + 1, updateTime: now };
  const { promotionId: key, version } = next;
  return { next, events: [{ type: "PromotionUpdated", key, version, promotion: next, changedFields: fields }] };
}

/** Refuses limits that orders have passed already. */
function checkUse({ redemptionCount, redeemedAmount }: Promotion, { maxRedemptions, budget }: PromotionContent): void {
  if (maxRedemptions > 0 && maxRedemptions < redemptionCount) {
    const description = `must not be less than redemption_count, which is ${redemptionCount}`;
    throw invalid({ field: "promotion.max_redemptions", description });
  }
  if (redeemedAmount === undefined || redeemedAmount.minorUnits === 0n) return;
  if (budget?.currencyCode !== redeemedAmount.currencyCode || budget.minorUnits < redeemedAmount.minorUnits) {
    const description = `must not be less than redeemed_amount, which is ${format(redeemedAmount)}`;
    throw invalid({ field: "promotion.budget", description });
  }
}
