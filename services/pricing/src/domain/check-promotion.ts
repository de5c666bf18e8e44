import { invalid, type Money } from "#mesh/kernel";
import type { PromotionContent } from "./promotion.ts";

/** Fails with INVALID_REQUEST, naming the field that breaks a rule. */
export function checkPromotion(promotion: PromotionContent): void {
  const { startTime, endTime, automatic, couponCode, freeShipping, variantIds } = promotion;
  checkDiscount(promotion);
  checkTiers(promotion);
  checkCurrencies(promotion);
  if (automatic && couponCode !== "") throw wrong("coupon_code", "must be empty, since the promotion is automatic");
  if (freeShipping && variantIds.length > 0) throw wrong("variant_ids", "must not be set along with free_shipping");
  if (startTime && endTime && endTime <= startTime) throw wrong("end_time", "must lie after start_time");
}

function checkDiscount({ percentOffHundredths, amountOff, freeShipping, tiers, buyGet }: PromotionContent): void {
  const discounts = {
    percent_off_hundredths: percentOffHundredths !== 0,
    amount_off: amountOff !== undefined,
    free_shipping: freeShipping,
    tiers: tiers.length > 0,
    buy_get: buyGet !== undefined,
  };
  const [first, second] = Object.entries(discounts).flatMap(([field, isSet]) => (isSet ? [field] : []));
  if (first === undefined) throw wrong("percent_off_hundredths", "must be set, or another discount");
  if (second !== undefined) throw wrong(second, `must not be set along with ${first}`);
}

function checkTiers({ tiers }: PromotionContent): void {
  for (const [index, { minSubtotal, percentOffHundredths, amountOff }] of tiers.entries()) {
    const before = tiers[index - 1]?.minSubtotal;
    if ((percentOffHundredths === 0) === (amountOff === undefined)) {
      throw wrong(`tiers[${index}].percent_off_hundredths`, "must be set, or amount_off, and not both");
    }
    if (before !== undefined && before.minorUnits >= minSubtotal.minorUnits) {
      throw wrong(`tiers[${index}].min_subtotal`, "must be more than that of the tier before");
    }
  }
}

/** All amounts of a promotion are in one currency. */
function checkCurrencies({ amountOff, minSubtotal, budget, tiers }: PromotionContent): void {
  const ofTiers = tiers.flatMap((tier, index): [string, Money | undefined][] => [
    [`tiers[${index}].min_subtotal`, tier.minSubtotal],
    [`tiers[${index}].amount_off`, tier.amountOff],
  ]);
  const amounts = [["amount_off", amountOff], ["min_subtotal", minSubtotal], ["budget", budget], ...ofTiers] as const;
  const [first, ...others] = amounts.flatMap(([field, amount]) => (amount ? [{ field, amount }] : []));
  for (const { field, amount } of others) {
    if (amount.currencyCode === first?.amount.currencyCode) continue;
    throw wrong(`${field}.currency_code`, `must be that of ${first?.field}`);
  }
}

function wrong(field: string, description: string) {
  return invalid({ field: `promotion.${field}`, description });
}
