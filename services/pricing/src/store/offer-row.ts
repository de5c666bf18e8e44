import type { Offer } from "../domain/redemption.ts";
import { type PromotionRow, promotionFromRow } from "./promotion-row.ts";

/** A row of `promotions` with what its customer has used of it. */
export interface OfferRow extends PromotionRow {
  readonly redeemed_by_customer: number;
}

export function offerFromRow(row: OfferRow): Offer {
  return { promotion: promotionFromRow(row), redeemedByCustomer: row.redeemed_by_customer };
}

/** SQL of how many orders of the customer use the promotion; 0 where nobody asks. */
export function redeemedByCustomer(user: string): string {
  return `CASE WHEN promotions.max_redemptions_per_customer > 0 THEN (
       SELECT count(*)::integer FROM redemptions
       WHERE redemptions.promotion_id = promotions.promotion_id AND user_id = ${user} AND NOT released
     ) ELSE 0 END`;
}
