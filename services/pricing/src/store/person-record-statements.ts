import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  customer_groups: statement<Document>(
    "pricing.person.export_customer_groups",
    `SELECT jsonb_build_object('customer_group', customer_group, 'user_id', user_id)::text AS document
   FROM customer_group_members WHERE user_id = ANY ($1) ORDER BY customer_group`,
  ),
  redemptions: statement<Document>(
    "pricing.person.export_redemptions",
    `SELECT jsonb_build_object('order_id', order_id, 'promotion_id', promotion_id, 'coupon_code', coupon_code,
     'currency_code', currency_code, 'minor_units', minor_units::text, 'user_id', user_id)::text AS document
   FROM redemptions WHERE user_id = ANY ($1) ORDER BY order_id, promotion_id`,
  ),
} as const;
