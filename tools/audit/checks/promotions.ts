import type { Chapter } from "../check.ts";

/** What promotions gave is what the orders that stand took of them, and within their limits. */
export const promotions: Chapter = {
  title: "Promotions",
  checks: [
    {
      title: "a promotion counts the orders that use it, and what they took of its budget",
      sql: `
        SELECT promotion_id::text AS subject,
          format('counts %s orders and %s, redemptions say %s and %s', redemption_count, redeemed_minor_units,
            coalesce(live.count, 0), coalesce(live.sum, 0)) AS problem
        FROM pricing.promotions
        LEFT JOIN (
          SELECT promotion_id, count(*), sum(budget_minor_units) FROM pricing.redemptions WHERE NOT released GROUP BY 1
        ) AS live USING (promotion_id)
        WHERE redemption_count <> coalesce(live.count, 0) OR redeemed_minor_units <> coalesce(live.sum, 0)`,
    },
    {
      title: "no promotion is used more often, or for more, than it may be",
      sql: `
        SELECT promotion_id::text AS subject, format('%s of %s orders, %s of %s', count(*), max_redemptions,
          sum(redemptions.budget_minor_units), promotions.budget_minor_units) AS problem
        FROM pricing.redemptions JOIN pricing.promotions USING (promotion_id)
        WHERE NOT released
        GROUP BY promotion_id, max_redemptions, promotions.budget_minor_units
        HAVING (max_redemptions > 0 AND count(*) > max_redemptions)
          OR sum(redemptions.budget_minor_units) > promotions.budget_minor_units`,
    },
    {
      title: "no order that came to nothing holds a promotion",
      sql: `
        SELECT order_id::text AS subject, format('is %s and still counts for %s', state, coupon_code) AS problem
        FROM pricing.redemptions JOIN "order".orders USING (order_id)
        WHERE NOT released AND state IN ('FAILED', 'CANCELLED') AND step = 'DONE'`,
    },
    {
      title: "every placed order counts for each promotion with limits that it uses",
      sql: `
        SELECT order_id::text AS subject, format('%s is not counted', used ->> 'couponCode') AS problem
        FROM "order".orders
        CROSS JOIN jsonb_array_elements(document::jsonb -> 'redemptions') AS used
        WHERE state IN ('PLACED', 'PAID', 'RETURNED') AND NOT EXISTS (
          SELECT FROM pricing.redemptions
          WHERE redemptions.order_id = orders.order_id AND coupon_code = used ->> 'couponCode' AND NOT released
        )`,
    },
  ],
};
