import type { Offer } from "../domain/redemption.ts";
import { type PromotionRow, promotionFromRow } from "./promotion-row.ts";

/** A row of `promotions`, what asks for it, and how it stands for its customer. */
export interface OfferRow extends PromotionRow {
  readonly asked_code: string;
  /** Null for the promotion's own code. */
  readonly coupon_max_redemptions: number | null;
  readonly coupon_redemption_count: number | null;
  readonly redeemed_by_customer: number;
  readonly for_customer: boolean;
}

export function offerFromRow(row: OfferRow): Offer {
  const { coupon_max_redemptions: maxRedemptions, coupon_redemption_count: redemptionCount } = row;
  const coupon = maxRedemptions === null || redemptionCount === null ? undefined : { maxRedemptions, redemptionCount };
  return {
    promotion: promotionFromRow(row),
    couponCode: row.asked_code,
    coupon,
    redeemedByCustomer: row.redeemed_by_customer,
    forCustomer: row.for_customer,
  };
}

/** SQL of how many orders of the customer use the promotion; 0 where nobody asks. */
export function redeemedByCustomer(user: string): string {
  return `CASE WHEN promotions.max_redemptions_per_customer > 0 THEN (
       SELECT count(*)::integer FROM redemptions
       WHERE redemptions.promotion_id = promotions.promotion_id AND user_id = ${user} AND NOT released
     ) ELSE 0 END`;
}

/** SQL of whether the customer belongs to the promotion's group. */
export function forCustomer(user: string): string {
  return `(promotions.customer_group IS NULL OR EXISTS (
       SELECT FROM customer_group_members AS member
       WHERE member.user_id = ${user} AND member.customer_group = promotions.customer_group
     ))`;
}
