import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  carts: statement<Document>(
    "order.person.export_carts",
    `SELECT (to_jsonb(carts) - '{version,checkout_order_id}'::text[] || jsonb_build_object(
     'lines', (SELECT coalesce(jsonb_agg(to_jsonb(part) - '{cart_id,position}'::text[] ORDER BY position), '[]')
       FROM cart_lines AS part WHERE part.cart_id = carts.cart_id)))::text AS document
   FROM carts WHERE user_id = ANY ($1) ORDER BY cart_id`,
  ),
  orders: statement<Document>(
    "order.person.export_orders",
    `SELECT (to_jsonb(orders) - '{step,attempts,version,shipments_version,lease_id,due_time,reservation_id,reservation_number,
       hold_expire_time,next_action,entered_by,document}'::text[] || document || jsonb_build_object(
     'lines', (SELECT coalesce(jsonb_agg(to_jsonb(part) - '{order_id,position}'::text[] ORDER BY position), '[]')
       FROM order_lines AS part WHERE part.order_id = orders.order_id),
     'payments', (SELECT coalesce(jsonb_agg(to_jsonb(part) - '{order_id}'::text[] ORDER BY payment_id), '[]')
       FROM order_payments AS part WHERE part.order_id = orders.order_id),
     'refunds', (SELECT coalesce(jsonb_agg(to_jsonb(part) - '{order_id}'::text[] ORDER BY refund_id), '[]')
       FROM order_refunds AS part WHERE part.order_id = orders.order_id),
     'returns', (SELECT coalesce(jsonb_agg(to_jsonb(part) - '{order_id}'::text[] ORDER BY return_id), '[]')
       FROM order_returns AS part WHERE part.order_id = orders.order_id),
     'shipments', (SELECT coalesce(jsonb_agg(to_jsonb(part) - '{order_id,version}'::text[] ORDER BY shipment_id), '[]')
       FROM order_shipments AS part WHERE part.order_id = orders.order_id)))::text AS document
   FROM orders WHERE user_id = ANY ($1) ORDER BY order_id`,
  ),
  draft_orders: statement<Document>(
    "order.person.export_draft_orders",
    `SELECT (to_jsonb(draft_orders) - '{created_by,placing_order_id}'::text[])::text AS document
   FROM draft_orders WHERE user_id = ANY ($1) ORDER BY draft_order_id`,
  ),
  credits: statement<Document>(
    "order.person.export_credits",
    `SELECT (to_jsonb(credits) - 'created_by')::text AS document FROM credits WHERE user_id = ANY ($1) ORDER BY credit_id`,
  ),
} as const;
