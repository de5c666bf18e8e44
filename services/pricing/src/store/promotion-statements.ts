import { statement } from "#mesh/store";
import type { PromotionRow } from "./promotion-row.ts";

export const find = statement<PromotionRow>("promotion.find", "SELECT * FROM promotions WHERE promotion_id = $1");

export const lock = statement<PromotionRow>(
  "promotion.lock",
  "SELECT * FROM promotions WHERE promotion_id = $1 FOR UPDATE",
);

/** $1 promotion before which the page starts, $2 rows. */
export const page = statement<PromotionRow>(
  "promotion.page",
  "SELECT * FROM promotions WHERE promotion_id < $1 ORDER BY promotion_id DESC LIMIT $2",
);

/** Takes the code $1 from the promotion that held it, if that has ended by $2. */
export const freeCode = statement<never>(
  "promotion.free_code",
  "UPDATE promotions SET holds_code = false WHERE coupon_code = $1 AND holds_code AND end_time <= $2",
);

export const insert = statement<never>(
  "promotion.insert",
  `INSERT INTO promotions
     (promotion_id, version, name, coupon_code, percent_off_hundredths, amount_off_currency_code,
      amount_off_minor_units, min_subtotal_currency_code, min_subtotal_minor_units, start_time, end_time, create_time,
      update_time, holds_code, max_redemptions, max_redemptions_per_customer, budget_currency_code, budget_minor_units,
      automatic, exclusive, free_shipping, tiers, buy_get, variant_ids, customer_group)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
     $19, $20, $21, $22, $23, $24, $25)`,
);

export const update = statement<never>(
  "promotion.update",
  `UPDATE promotions SET version = $2, name = $3, coupon_code = $4, percent_off_hundredths = $5,
     amount_off_currency_code = $6, amount_off_minor_units = $7, min_subtotal_currency_code = $8,
     min_subtotal_minor_units = $9, start_time = $10, end_time = $11, create_time = $12, update_time = $13,
     holds_code = $14, max_redemptions = $15, max_redemptions_per_customer = $16, budget_currency_code = $17,
     budget_minor_units = $18, automatic = $19, exclusive = $20, free_shipping = $21, tiers = $22, buy_get = $23,
     variant_ids = $24, customer_group = $25
   WHERE promotion_id = $1`,
);
