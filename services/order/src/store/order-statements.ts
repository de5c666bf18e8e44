import { statement } from "#mesh/store";
import type { OrderRow } from "./order-row.ts";

const columns = `order_id, order_number, user_id, cart_id, draft_order_id, entered_by, state, step, attempts, version, shipments_version,
  reservation_id,  reservation_number, hold_expire_time, next_action, failure_reason, failure_metadata, cancel_reason, currency_code,
  subtotal, discount_total, shipping_total, shipping_tax, tax_total, tax_inclusive, total, document::text AS document,
  external_reference, create_time, business_time, update_time`;

const listOf = (what: string, of: string, order: string) =>
  `(SELECT json_agg(item ORDER BY item.${order})::text FROM (
     SELECT ${what} FROM ${of} WHERE ${of}.order_id = orders.order_id
   ) AS item)`;

/** An order with all that belongs to it. */
const whole = `${columns},
  ${listOf(
    `position, line_id, variant_id, product_id, sku, name, weight_grams, non_stock, quantity::text AS quantity,
     unit_price::text AS unit_price, total::text AS total, discount::text AS discount, tax::text AS tax,
     applied_tax`,
    "order_lines",
    "position",
  )} AS lines,
  ${listOf(
    "payment_id, state, amount::text AS amount, payer_id, method, external_reference",
    "order_payments",
    "payment_id",
  )} AS payments,
  ${listOf(
    `refund_id, payment_id, amount::text AS amount, state, reason, create_time,
     coalesce(business_time, create_time) AS business_time`,
    "order_refunds",
    "refund_id",
  )} AS refunds,
  ${listOf(
    "return_id, lines, reason, amount::text AS amount, restocked, create_time, business_time",
    "order_returns",
    "return_id",
  )} AS returns,
  ${listOf(
    "shipment_id, lines, state, tracking_number, tracking_url, version, create_time, update_time",
    "order_shipments",
    "shipment_id",
  )} AS shipments`;

export const find = statement<OrderRow>("order.find", `SELECT ${whole} FROM orders WHERE order_id = $1`);

export const findMany = statement<OrderRow>(
  "order.find_many",
  `SELECT ${whole} FROM orders WHERE order_id = ANY ($1::uuid[])`,
);

/** $1 user, $2 order before which the page starts, $3 rows. */
export const pageOfUser = statement<OrderRow>(
  "order.page_of_user",
  `SELECT ${whole} FROM orders WHERE user_id = $1 AND state <> 'FAILED' AND order_id < $2 ORDER BY order_id DESC LIMIT $3`,
);

/** Orders before the time $1 and the order $2, of the time $3 or later, $4 rows. */
const range = "(business_time, order_id) < ($1, $2) AND business_time >= $3";
const newest = "ORDER BY business_time DESC, order_id DESC LIMIT $4";
const inState = (state: string) => `(state = ${state} OR (${state}::text IS NULL AND state <> 'FAILED'))`;

/** Everybody's orders. Each way to narrow them goes along an index of its own: the first of these that is asked for. */
export const page = statement<OrderRow>(
  "order.page",
  `SELECT ${whole} FROM orders WHERE state <> 'FAILED' AND ${range} ${newest}`,
);

/** $5 the state. */
export const pageByState = statement<OrderRow>(
  "order.page_by_state",
  `SELECT ${whole} FROM orders WHERE state = $5 AND ${range} ${newest}`,
);

/** $5 the state or null, $6 the user. */
export const pageByUser = statement<OrderRow>(
  "order.page_by_user",
  `SELECT ${whole} FROM orders WHERE user_id = $6 AND ${inState("$5")} AND ${range} ${newest}`,
);

/** $5 the state or null, $6 the user or null, $7 what another system calls it. */
export const pageByReference = statement<OrderRow>(
  "order.page_by_reference",
  `SELECT ${whole} FROM orders
   WHERE external_reference = $7 AND external_reference <> '' AND ${inState("$5")} AND ($6::uuid IS NULL OR user_id = $6)
     AND ${range} ${newest}`,
);

/**
 * Draws a number for an order under a lease whose next step may place it: the statement that does, and its events, know it
 * beforehand. It is kept nowhere, and lost if the order is not placed then.
 */
export const spareNumber = `CASE WHEN step = 'COMMIT' AND lease_id IS NOT NULL AND order_number IS NULL
  THEN nextval('order_numbers') END AS spare_number`;

export interface AcquiredRow {
  readonly order_id: string;
  readonly spare_number: bigint | null;
}

/** Puts the order $1 under the lease $2 until $3 if nobody holds it at $4, and it is in the state $5, or that is null. */
export const acquire = statement<AcquiredRow>(
  "order.acquire",
  `UPDATE orders SET lease_id = $2, due_time = $3
   WHERE order_id = $1 AND (lease_id IS NULL OR due_time <= $4) AND ($5::text IS NULL OR state = $5)
   RETURNING order_id, ${spareNumber}`,
);

/** Puts up to $4 orders that are due at $3 under the lease $1 until $2. */
export const acquireDue = statement<AcquiredRow>(
  "order.acquire_due",
  `UPDATE orders SET lease_id = $1, due_time = $2
   WHERE order_id IN (
     SELECT order_id FROM orders WHERE due_time <= $3 ORDER BY due_time LIMIT $4 FOR UPDATE SKIP LOCKED
   ) RETURNING order_id, ${spareNumber}`,
);

export const extend = statement<never>(
  "order.extend",
  "UPDATE orders SET due_time = $3 WHERE order_id = $1 AND lease_id = $2",
);

export const findRequest = statement<{
  hash: string;
  order_id: string;
  return_id: string | null;
  outcome: string | null;
}>(
  "order.find_request",
  `SELECT hash, order_id, return_id, outcome::text AS outcome FROM order_requests WHERE caller = $1 AND method = $2 AND key = $3`,
);
