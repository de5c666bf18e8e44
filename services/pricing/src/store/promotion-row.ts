import { idFromUuid, type Money, uuidFromId } from "#mesh/kernel";
import { type BuyGet, hasEnded, type Promotion, type PromotionTier } from "../domain/promotion.ts";

/** A tier as JSON has it: amounts as text. */
interface TierJson {
  readonly currencyCode: string;
  readonly minSubtotal: string;
  readonly percentOffHundredths: number;
  readonly amountOff?: string | undefined;
}

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
  readonly automatic: boolean;
  readonly exclusive: boolean;
  readonly free_shipping: boolean;
  readonly tiers: readonly TierJson[] | null;
  readonly buy_get: BuyGet | null;
  readonly variant_ids: readonly string[];
  readonly customer_group: string | null;
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
    automatic: row.automatic,
    exclusive: row.exclusive,
    freeShipping: row.free_shipping,
    tiers: (row.tiers ?? []).map(tierFromJson),
    buyGet: row.buy_get ?? undefined,
    variantIds: row.variant_ids.map((id) => idFromUuid("var", id)),
    customerGroup: row.customer_group ?? "",
    createTime: row.create_time,
    updateTime: row.update_time,
  };
}

/** The row's values in the order of the columns, whether the promotion holds its code from now on, and its limits and its further terms. */
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
    couponCode !== "" && !hasEnded(promotion, promotion.updateTime),
    promotion.maxRedemptions,
    promotion.maxRedemptionsPerCustomer,
    promotion.budget?.currencyCode,
    promotion.budget?.minorUnits,
    promotion.automatic,
    promotion.exclusive,
    promotion.freeShipping,
    promotion.tiers.length === 0 ? null : JSON.stringify(promotion.tiers.map(tierToJson)),
    promotion.buyGet ?? null,
    promotion.variantIds.map(uuidFromId),
    promotion.customerGroup || null,
  ];
}

function moneyOrNone(currencyCode: string | null, minorUnits: bigint | null): Money | undefined {
  return currencyCode === null || minorUnits === null ? undefined : { currencyCode, minorUnits };
}

function tierToJson({ minSubtotal, percentOffHundredths, amountOff }: PromotionTier): TierJson {
  const { currencyCode, minorUnits } = minSubtotal;
  const amount = amountOff && { amountOff: String(amountOff.minorUnits) };
  return { currencyCode, minSubtotal: String(minorUnits), percentOffHundredths, ...amount };
}

function tierFromJson({ currencyCode, minSubtotal, percentOffHundredths, amountOff }: TierJson): PromotionTier {
  const money = (minorUnits: string) => ({ currencyCode, minorUnits: BigInt(minorUnits) });
  return {
    minSubtotal: money(minSubtotal),
    percentOffHundredths,
    amountOff: amountOff === undefined ? undefined : money(amountOff),
  };
}
