import { statement } from "#mesh/store";
import { type OfferRow, redeemedByCustomer } from "./offer-row.ts";

/** Begins to redeem for the order $1 at $2; no row if it has begun before. Waits for who redeems or releases for it now. */
export const begin = statement<{ order_id: string }>(
  "redemption.begin",
  "INSERT INTO redeeming_orders (order_id, create_time) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING order_id",
);

/** How it stands with the order $1. */
export const find = statement<{ release_time: Date | null }>(
  "redemption.find",
  "SELECT release_time FROM redeeming_orders WHERE order_id = $1",
);

/** Waits for all who count on the promotions $1. What is counted is to be read by a later statement, which sees their work. */
export const lock = statement<never>(
  "redemption.lock",
  "SELECT FROM promotions WHERE promotion_id = ANY ($1::uuid[]) ORDER BY promotion_id FOR NO KEY UPDATE",
);

/** Those of the promotions $1, which are locked, that their codes $3 still ask for, as they stand for the customer $2. */
export const offers = statement<OfferRow>(
  "redemption.offers",
  `SELECT promotions.*, asked_code, coupons.max_redemptions AS coupon_max_redemptions,
     coupons.redemption_count AS coupon_redemption_count, ${redeemedByCustomer("$2")} AS redeemed_by_customer,
     true AS for_customer
   FROM unnest($1::uuid[], $3::text[]) AS asked (promotion_id, asked_code)
   JOIN promotions USING (promotion_id)
   LEFT JOIN coupons ON coupons.coupon_code = asked_code AND coupons.promotion_id = promotions.promotion_id
     AND NOT coupons.disabled
   WHERE asked_code = promotions.coupon_code OR coupons.coupon_code IS NOT NULL`,
);

/** Counts the order $1 of the customer $2 towards the promotions $3 by codes $4, amounts $5 and $6, of budgets $7. */
export const redeem = statement<never>(
  "redemption.redeem",
  `WITH redeemed AS (
     INSERT INTO redemptions
       (order_id, user_id, promotion_id, coupon_code, currency_code, minor_units, budget_minor_units)
     SELECT $1, $2, * FROM unnest($3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bigint[])
     RETURNING promotion_id, coupon_code, budget_minor_units
   ), used AS (
     UPDATE coupons SET redemption_count = redemption_count + 1 FROM redeemed
     WHERE coupons.coupon_code = redeemed.coupon_code AND coupons.promotion_id = redeemed.promotion_id
   )
   UPDATE promotions SET redemption_count = redemption_count + 1,
     redeemed_minor_units = redeemed_minor_units + redeemed.budget_minor_units
   FROM redeemed WHERE promotions.promotion_id = redeemed.promotion_id`,
);

/** Lets the order $1 redeem nothing from $2 on; no row if that was so before. Waits for who redeems for it now. */
export const end = statement<{ order_id: string }>(
  "redemption.end",
  `INSERT INTO redeeming_orders (order_id, create_time, release_time) VALUES ($1, $2, $2)
   ON CONFLICT (order_id) DO UPDATE SET release_time = $2 WHERE redeeming_orders.release_time IS NULL
   RETURNING order_id`,
);

/** The promotions that the order $1 counts towards. */
export const promotionsOf = statement<{ promotion_id: string }>(
  "redemption.promotions_of",
  "SELECT promotion_id FROM redemptions WHERE order_id = $1 AND NOT released",
);

/** Counts the order $1 no more towards its promotions, which are locked. */
export const release = statement<never>(
  "redemption.release",
  `WITH freed AS (
     UPDATE redemptions SET released = true WHERE order_id = $1 AND NOT released
     RETURNING promotion_id, coupon_code, budget_minor_units
   ), unused AS (
     UPDATE coupons SET redemption_count = redemption_count - 1 FROM freed
     WHERE coupons.coupon_code = freed.coupon_code AND coupons.promotion_id = freed.promotion_id
   )
   UPDATE promotions SET redemption_count = redemption_count - 1,
     redeemed_minor_units = redeemed_minor_units - freed.budget_minor_units
   FROM freed WHERE promotions.promotion_id = freed.promotion_id`,
);
