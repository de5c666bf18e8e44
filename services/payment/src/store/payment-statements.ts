import { statement } from "#mesh/store";
import type { PaymentRow } from "./payment-row.ts";

const columns = `p.payment_id, p.order_id, p.user_id, p.version, p.state, p.currency_code, p.amount, p.captured_amount,
  p.provider, p.payment_method, p.return_url, p.provider_reference, p.decline_code, p.next_action, p.create_time,
  p.update_time,
  coalesce((
    SELECT jsonb_agg(jsonb_build_object('refund_id', r.refund_id, 'amount', r.amount::text, 'state', r.state,
      'provider_reference', r.provider_reference, 'create_time', r.create_time) ORDER BY r.create_time, r.refund_id)
    FROM refunds r WHERE r.payment_id = p.payment_id), '[]') AS refunds`;

const insertInto = `INSERT INTO payments AS p
  (payment_id, order_id, user_id, version, state, currency_code, amount, captured_amount, refunded_amount, provider,
   payment_method, return_url, provider_reference, decline_code, next_action, create_time, update_time, lease, due_time,
   attempts)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, $9, $10, $11, $12, $13, $14, $15, $16`;

export const find = statement<PaymentRow>("payment.find", `SELECT ${columns} FROM payments p WHERE p.payment_id = $1`);

export const findMany = statement<PaymentRow>(
  "payment.find_many",
  `SELECT ${columns} FROM payments p WHERE p.payment_id = ANY ($1::uuid[])`,
);

/**
 * Reads nothing: a statement that waited for a lock sees the row as it is now but its refunds as they were before. So
 * does any other that may wait; what they return is read again.
 */
export const lock = statement<never>("payment.lock", "SELECT FROM payments WHERE payment_id = $1 FOR UPDATE");

/** $2 and $3 key after which the page starts, $4 rows. */
export const page = statement<PaymentRow>(
  "payment.page",
  `SELECT ${columns} FROM payments p WHERE p.order_id = $1 AND (p.create_time, p.payment_id) > ($2, $3)
   ORDER BY p.create_time, p.payment_id LIMIT $4`,
);

/** $17 lease, $18 its end. The lease of an open payment passes on when it has ended (by the new payment's own time). */
export const begin = statement<PaymentRow & { readonly is_mine: boolean }>(
  "payment.begin",
  `${insertInto}, $17, $18, 0)
   ON CONFLICT (payment_id) DO UPDATE SET (lease, due_time) = (
     SELECT CASE WHEN f.free THEN excluded.lease ELSE p.lease END, CASE WHEN f.free THEN excluded.due_time ELSE p.due_time END
     FROM (SELECT p.state = 'PENDING' AND coalesce(p.due_time <= excluded.create_time, true) AS free) f)
   RETURNING ${columns}, p.lease IS NOT DISTINCT FROM $17 AS is_mine`,
);

export const create = statement<{ readonly payment_id: string }>(
  "payment.create",
  `${insertInto}, NULL, NULL, 0) ON CONFLICT (payment_id) DO NOTHING RETURNING p.payment_id`,
);

const update = `UPDATE payments SET version = $3, state = $4, captured_amount = $5, refunded_amount = $6,
    provider_reference = $7, decline_code = $8, next_action = $9, update_time = $10, due_time = $11, lease = NULL,
    attempts = 0
  WHERE payment_id = $1 AND version = $2
  RETURNING payment_id`;

/** No row if the payment is not in version $2 any more. */
export const save = statement<{ readonly payment_id: string }>("payment.save", update);

/** As `save`, with the refunds $12 to $16: how many payments and how many of their own refunds were written. */
export const saveWithRefunds = statement<{ readonly saved: number; readonly kept: number }>(
  "payment.save_with_refunds",
  `WITH saved AS (${update}), kept AS (
   INSERT INTO refunds (refund_id, payment_id, amount, state, provider_reference, create_time)
   SELECT r.refund_id, saved.payment_id, r.amount, r.state, r.reference, r.create_time
   FROM saved, unnest($12::uuid[], $13::bigint[], $14::text[], $15::text[], $16::timestamptz[])
     AS r (refund_id, amount, state, reference, create_time)
   ON CONFLICT (refund_id) DO UPDATE SET state = excluded.state, provider_reference = excluded.provider_reference
     WHERE refunds.payment_id = excluded.payment_id
   RETURNING refund_id)
   SELECT (SELECT count(*) FROM saved)::int AS saved, (SELECT count(*) FROM kept)::int AS kept`,
);

/** Leases what is due at $1 until $2. */
export const takeDue = statement<{ readonly payment_id: string; readonly attempts: number }>(
  "payment.take_due",
  `UPDATE payments SET due_time = $2, lease = gen_random_uuid(), attempts = attempts + 1
   WHERE payment_id IN (
     SELECT payment_id FROM payments WHERE due_time <= $1 ORDER BY due_time LIMIT 10 FOR UPDATE SKIP LOCKED)
   RETURNING payment_id, attempts`,
);

export const settle = statement<never>(
  "payment.settle",
  "UPDATE payments SET due_time = $3, lease = NULL WHERE payment_id = $1 AND version = $2",
);
