import { telling } from "#mesh/store";
import { spareNumber } from "./order-statements.ts";

export interface Recorded {
  readonly spare_number: bigint | null;
}

/** Keeps how far the order $1 has come, if it is under the lease $2. */
const progress = `recorded AS (
    UPDATE orders SET state = $3, step = $4, attempts = $5, version = $6, lease_id = $7, due_time = $8,
      reservation_id = $9, reservation_number = $10, hold_expire_time = $18, next_action = $11, failure_reason = $12, failure_metadata = $13,
      cancel_reason = $14, update_time = $15, order_number = $19
    WHERE order_id = $1 AND lease_id = $2 RETURNING order_id, cart_id, draft_order_id, entered_by, ${spareNumber}
  ), payment AS (
    UPDATE order_payments SET state = $17 FROM recorded WHERE payment_id = $16 AND order_payments.state <> $17
  )`;

/** $20 is what becomes of the cart or draft: TAKEN, FREE, or null for nothing; placing a draft is for the audit log. */
const source = `cart AS (
    UPDATE carts SET order_id = CASE WHEN $20 = 'TAKEN' THEN $1::uuid END, checkout_order_id = NULL,
      version = carts.version + CASE WHEN $20 = 'TAKEN' THEN 1 ELSE 0 END,
      update_time = CASE WHEN $20 = 'TAKEN' THEN $15 ELSE carts.update_time END
    FROM recorded WHERE $20::text IS NOT NULL AND carts.cart_id = recorded.cart_id
      AND (carts.checkout_order_id = $1 OR carts.order_id = $1)
  ), draft AS (
    UPDATE draft_orders SET order_id = CASE WHEN $20 = 'TAKEN' THEN $1::uuid END, placing_order_id = NULL,
      state = CASE WHEN $20 = 'TAKEN' THEN 'PLACED' ELSE 'OPEN' END, update_time = $15
    FROM recorded WHERE $20::text IS NOT NULL AND draft_orders.draft_order_id = recorded.draft_order_id
      AND (draft_orders.placing_order_id = $1 OR draft_orders.order_id = $1)
    RETURNING draft_orders.draft_order_id, entered_by, content ->> 'reason' AS reason
  ), audit AS (
    INSERT INTO order_audit (actor, time, action, draft_order_id, reason, document)
    SELECT entered_by, $15, 'DRAFT_PLACED', draft_order_id, reason, jsonb_build_object('orderId', $23::text)
    FROM draft WHERE $20 = 'TAKEN'
  )`;

/** $21 is what those who asked are told; null for nothing. $22 frees their keys. $23 is the order's id as text. */
const answer = `answered AS (
    UPDATE order_requests SET outcome = $21 FROM recorded
    WHERE $21::jsonb IS NOT NULL AND order_requests.order_id = recorded.order_id AND outcome IS NULL
  ), forgotten AS (
    DELETE FROM order_requests USING recorded
    WHERE $22::boolean AND order_requests.order_id = recorded.order_id AND outcome IS NULL
  )`;

/** Refunds $24 to $29 and $37, and returns $30 to $36. */
const refunds = `refunds AS (
    INSERT INTO order_refunds (order_id, refund_id, payment_id, amount, state, reason, create_time, business_time)
    SELECT recorded.order_id, refund.* FROM recorded,
      unnest($24::uuid[], $25::uuid[], $26::bigint[], $27::text[], $28::text[], $29::timestamptz[],
        $37::timestamptz[]) AS refund
    ON CONFLICT (refund_id) DO UPDATE SET state = excluded.state
  ), returns AS (
    INSERT INTO order_returns (order_id, return_id, lines, reason, amount, restocked, create_time, business_time)
    SELECT recorded.order_id, entry.* FROM recorded,
      unnest($30::uuid[], $31::jsonb[], $32::text[], $33::bigint[], $34::boolean[], $35::timestamptz[],
        $36::timestamptz[]) AS entry
    ON CONFLICT (return_id) DO UPDATE SET restocked = excluded.restocked
  )`;

const record = (name: string, valueCount: number, ...parts: readonly string[]) =>
  telling<Recorded>(
    name,
    valueCount,
    (told) => `WITH ${parts.join(", ")}${told("recorded")} SELECT spare_number FROM recorded`,
  );

export const recordProgress = record("order.record_progress", 19, progress);
export const recordAnswer = record("order.record_answer", 23, progress, source, answer);
export const recordRefunds = record("order.record_refunds", 37, progress, source, answer, refunds);
