import { idFromUuid, type Money, uuidFromId } from "#mesh/kernel";
import { hasEnded, type Promotion } from "../domain/promotion.ts";

/** A row of `promotions`. */
export interface PromotionRow {
  readonly promotion_id: string;
  readonly version: bigint;
  readonly name: string;
  readonly coupon_code: string;
  readonly percent_off_hundredths: number;
  readonly amount_off_currency_code: string | null;
  readonly amount_off_minor_units: bigint | null;
  readonly min_subtotal_currency_code: string | null;
  readonly min_subtotal_minor_units: bigint | null;
  readonly start_time: Date | null;
  readonly end_time: Date | null;
  readonly max_redemptions: number;
  readonly max_redemptions_per_customer: number;
  readonly budget_currency_code: string | null;
  readonly budget_minor_units: bigint | null;
  readonly redemption_count: number;
  readonly redeemed_minor_units: bigint;
  readonly create_time: Date;
  readonly update_time: Date;
}

export function promotionFromRow(row: PromotionRow): Promotion {
  return {
    promotionId: idFromUuid("pro", row.promotion_id),
    version: Number(row.version),
    name: row.name,
    couponCode: row.coupon_code,
    percentOffHundredths: row.percent_off_hundredths,
    amountOff: moneyOrNone(row.amount_off_currency_code, row.amount_off_minor_units),
    minSubtotal: moneyOrNone(row.min_subtotal_currency_code, row.min_subtotal_minor_units),
    startTime: row.start_time ?? undefined,
    endTime: row.end_time ?? undefined,
    maxRedemptions: row.max_redemptions,
    maxRedemptionsPerCustomer: row.max_redemptions_per_customer,
    budget: moneyOrNone(row.budget_currency_code, row.budget_minor_units),
    redemptionCount: row.redemption_count,
    redeemedAmount: moneyOrNone(row.budget_currency_code, row.redeemed_minor_units),
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns, whether the promotion holds its code from now on, and its limits. */
export function promotionValues(promotion: Promotion): readonly unknown[] {
  const { promotionId, version, name, couponCode, percentOffHundredths, amountOff, minSubtotal } = promotion;
  return [
    uuidFromId(promotionId),
    version,
    name,
    couponCode,
    percentOffHundredths,
    amountOff?.currencyCode,
    amountOff?.minorUnits,
    minSubtotal?.currencyCode,
    minSubtotal?.minorUnits,
    promotion.startTime,
    promotion.endTime,
    promotion.createTime,
    promotion.updateTime,
    !hasEnded(promotion, promotion.updateTime),
    promotion.maxRedemptions,
    promotion.maxRedemptionsPerCustomer,
    promotion.budget?.currencyCode,
    promotion.budget?.minorUnits,
  ];
}

function moneyOrNone(currencyCode: string | null, minorUnits: bigint | null): Money | undefined {
  return currencyCode === null || minorUnits === null ? undefined : { currencyCode, minorUnits };
}
