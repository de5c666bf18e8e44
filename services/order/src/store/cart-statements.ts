import { statement } from "#mesh/store";
import type { CartRow } from "./cart-row.ts";

const columns = `cart_id, user_id, version, currency_code, email, shipping_address, billing_address, shipping_method_id,
  coupon_codes, language_code, checkout_order_id, order_id, create_time, update_time`;

/** With its lines. Never with FOR UPDATE: after a wait the cart would be new and its lines old. */
export const find = statement<CartRow>(
  "cart.find",
  `SELECT ${columns}, (
     SELECT json_agg(line ORDER BY line.position) FROM (
       SELECT line_id, position, variant_id, product_id, sku, name, weight_grams, non_stock, quantity,
         unit_price::text AS unit_price
       FROM cart_lines WHERE cart_lines.cart_id = carts.cart_id
     ) AS line
   ) AS lines
   FROM carts WHERE cart_id = $1`,
);

export const lock = statement<{ cart_id: string }>(
  "cart.lock",
  "SELECT cart_id FROM carts WHERE cart_id = $1 FOR UPDATE",
);

/** $1 user, $2 cart before which the page starts, $3 rows. */
export const pageOpen = statement<CartRow>(
  "cart.page_open",
  `SELECT ${columns}, NULL AS lines FROM carts
   WHERE user_id = $1 AND order_id IS NULL AND cart_id < $2 ORDER BY cart_id DESC LIMIT $3`,
);

export const insert = statement<never>(
  "cart.insert",
  `INSERT INTO carts (${columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
);

/**
 * Writes the cart $1 with its lines if its version is $2, and answers a row only then. Lines of the ids $11 go; lines
 * $12 to $20 come last, or get the quantity given if they are there.
 */
export const update = statement<{ cart_id: string }>(
  "cart.update",
  `WITH changed AS (
     UPDATE carts SET version = $3, email = $4, shipping_address = $5, billing_address = $6, shipping_method_id = $7,
       coupon_codes = $8, language_code = $9, update_time = $10
     WHERE cart_id = $1 AND version = $2 AND order_id IS NULL RETURNING cart_id
   ), removed AS (
     DELETE FROM cart_lines USING changed WHERE cart_lines.cart_id = changed.cart_id AND line_id = ANY ($11::uuid[])
   ), kept AS (
     INSERT INTO cart_lines
       (cart_id, position, line_id, variant_id, product_id, sku, name, weight_grams, quantity, unit_price, non_stock)
     SELECT cart_id, ordinality + (SELECT coalesce(max(position), 0) FROM cart_lines WHERE cart_id = $1),
       line_id, variant_id, product_id, sku, name, weight_grams, quantity, unit_price, non_stock
     FROM changed, unnest(
       $12::uuid[], $13::uuid[], $14::uuid[], $15::text[], $16::text[], $17::integer[], $18::integer[], $19::bigint[],
       $20::boolean[]
     ) WITH ORDINALITY
       AS line (line_id, variant_id, product_id, sku, name, weight_grams, quantity, unit_price, non_stock, ordinality)
     ON CONFLICT (cart_id, line_id) DO UPDATE SET quantity = excluded.quantity
   )
   SELECT cart_id FROM changed`,
);

/** Gives the open carts of the user $1 to the user $2 at $3, but for those whose checkout is under way. */
export const takeOver = statement<never>(
  "cart.take_over",
  `UPDATE carts SET user_id = $2, version = version + 1, update_time = $3
   WHERE user_id = $1 AND order_id IS NULL AND checkout_order_id IS NULL`,
);
