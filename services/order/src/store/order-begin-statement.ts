import { statement } from "#mesh/store";

/**
 * Keeps an order with its request $21 to $24, its payment $27 to $32 (null for none) and its lines $33 to $42, $44,
 * $45 and $47, and puts the cart of the version $25, or the draft, under it. Nothing is kept and no row answered if there is such
 * a request, or if cart and draft are not free; if another takes them at the same time, the request has no order, which
 * the constraint order_requests_order refuses.
 */
export const begin = statement<{ order_id: string }>(
  "order.begin",
  `WITH request AS (
     INSERT INTO order_requests (caller, method, key, hash, order_id, create_time)
     SELECT $21, $22, $23, $24, $1::uuid, $18::timestamptz
     WHERE EXISTS (
       SELECT FROM carts
       WHERE cart_id = $3 AND version = $25 AND order_id IS NULL AND checkout_order_id IS NULL
     ) OR EXISTS (
       SELECT FROM draft_orders WHERE draft_order_id = $4 AND state = 'OPEN' AND placing_order_id IS NULL
     )
     ON CONFLICT DO NOTHING RETURNING order_id
   ), cart AS (
     UPDATE carts SET checkout_order_id = $1 FROM request
     WHERE cart_id = $3 AND carts.version = $25 AND carts.order_id IS NULL AND checkout_order_id IS NULL
     RETURNING checkout_order_id AS order_id
   ), draft AS (
     UPDATE draft_orders SET placing_order_id = $1 FROM request
     WHERE draft_order_id = $4 AND state = 'OPEN' AND placing_order_id IS NULL
     RETURNING placing_order_id AS order_id
   ), source AS (
     SELECT order_id FROM cart UNION ALL SELECT order_id FROM draft
   ), begun AS (
     INSERT INTO orders (
       order_id, user_id, cart_id, draft_order_id, entered_by, state, step, attempts, version, lease_id, due_time, reservation_id,
       reservation_number, hold_expire_time, cancel_reason, currency_code, subtotal, discount_total, shipping_total,
       shipping_tax, tax_total, tax_inclusive, total, document, create_time, business_time, update_time,
       external_reference
     )
     SELECT $1, $2::uuid, $3::uuid, $4::uuid, $43::uuid, $5, $6, 0, 0, $7::uuid, $8::timestamptz, $9::uuid, 1, $10::timestamptz, '',
       $11, $12::bigint, $13::bigint, $14::bigint, $15::bigint, $16::bigint, $17::boolean, $26::bigint, $20::jsonb,
       $18::timestamptz, $19::timestamptz, $18::timestamptz, $46
     FROM source RETURNING order_id
   ), payment AS (
     INSERT INTO order_payments (payment_id, order_id, state, amount, payer_id, method, external_reference)
     SELECT $27::uuid, order_id, $28, $29::bigint, $30::uuid, $31, $32 FROM begun WHERE $27::uuid IS NOT NULL
   ), lines AS (
     INSERT INTO order_lines (
       order_id, position, line_id, variant_id, product_id, sku, name, quantity, unit_price, total, discount, tax, weight_grams,
       non_stock, applied_tax
     )
     SELECT begun.order_id, ordinality, line_id, variant_id, product_id, sku, name, quantity, unit_price, total, discount, tax,
       weight_grams, non_stock, applied_tax
     FROM begun, unnest(
       $33::uuid[], $34::uuid[], $35::uuid[], $36::text[], $37::text[], $38::bigint[], $39::bigint[], $40::bigint[],
       $41::bigint[], $42::bigint[], $44::integer[], $45::boolean[], $47::jsonb[]
     ) WITH ORDINALITY
       AS line (line_id, variant_id, product_id, sku, name, quantity, unit_price, total, discount, tax, weight_grams, non_stock,
         applied_tax, ordinality)
   )
   SELECT order_id FROM begun`,
);

/** The request $1 to $4 for the order $5 and the return $7, if there is none of its key. */
export const insertRequest = statement<{ order_id: string }>(
  "order.insert_request",
  `INSERT INTO order_requests (caller, method, key, hash, order_id, create_time, return_id)
   VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING RETURNING order_id`,
);
