import type { Chapter } from "../check.ts";

/** Invariant 2: money taken less money given back is what was paid, and every total is the sum of its parts. */
export const money: Chapter = {
  title: "Money",
  checks: [
    {
      title: "totals of orders are the sums of their parts",
      sql: `
        SELECT order_id::text AS subject, format(
          'subtotal %s of %s, discounts %s of %s, taxes %s of %s, total %s',
          subtotal, line_total, discount_total, line_discount, tax_total, line_tax + shipping_tax, total) AS problem
        FROM "order".orders JOIN (
          SELECT order_id, sum(unit_price * quantity) AS line_total, sum(discount) AS line_discount, sum(tax) AS line_tax
          FROM "order".order_lines GROUP BY order_id
        ) AS line USING (order_id)
        WHERE subtotal <> line_total OR discount_total <> line_discount OR tax_total <> line_tax + shipping_tax
          OR total <> subtotal - discount_total + shipping_total + CASE WHEN tax_inclusive THEN 0 ELSE tax_total END`,
    },
    {
      title: "paid orders were captured in full, once",
      sql: `
        SELECT order_id::text AS subject, format('%s, total %s, captured %s', state, total, captured) AS problem
        FROM "order".orders LEFT JOIN (
          SELECT order_id, sum(captured_amount) AS captured FROM payment.payments GROUP BY order_id
        ) AS payment USING (order_id)
        WHERE state IN ('PAID', 'RETURNED') AND total <> coalesce(captured, 0)`,
    },
    {
      title: "nothing is kept for orders that failed or were cancelled",
      sql: `
        SELECT payment_id::text AS subject,
          format('order %s is %s, payment %s, kept %s', order_id, ordered.state, payment.state,
            captured_amount - refunded_amount) AS problem
        FROM payment.payments AS payment JOIN "order".orders AS ordered USING (order_id)
        WHERE ordered.step = 'DONE' AND ordered.state IN ('FAILED', 'CANCELLED')
          AND (captured_amount > refunded_amount OR payment.state NOT IN ('DECLINED', 'VOIDED', 'CAPTURED'))`,
    },
    {
      title: "every payment belongs to an order",
      sql: `
        SELECT payment_id::text AS subject, format('order %s is not there', order_id) AS problem
        FROM payment.payments WHERE order_id NOT IN (SELECT order_id FROM "order".orders)`,
    },
    {
      title: "refunded is the sum of the refunds",
      sql: `
        SELECT payment_id::text AS subject, format('refunded %s, refunds %s', refunded_amount, sum) AS problem
        FROM payment.payments LEFT JOIN LATERAL (
          SELECT coalesce(sum(amount), 0) AS sum FROM payment.refunds
          WHERE refunds.payment_id = payments.payment_id AND state <> 'FAILED'
        ) AS refund ON true WHERE refunded_amount <> sum`,
    },
    {
      title: "orders and payments name the same refunds",
      sql: `
        SELECT coalesce(ordered.refund_id, paid.refund_id)::text AS subject,
          format('order says %s, payment says %s', ordered.amount, paid.amount) AS problem
        FROM "order".order_refunds AS ordered FULL JOIN payment.refunds AS paid USING (refund_id)
        LEFT JOIN payment.payments AS payment ON payment.payment_id = paid.payment_id
        LEFT JOIN "order".orders AS owner ON owner.order_id = coalesce(ordered.order_id, payment.order_id)
        WHERE ordered.amount IS DISTINCT FROM paid.amount AND (owner.step IS NULL OR owner.step = 'DONE')`,
    },
    {
      title: "returns are refunded with their amount",
      sql: `
        SELECT order_id::text AS subject, format('returns %s, refunds %s', returned, coalesce(refunded, 0)) AS problem
        FROM (SELECT order_id, sum(amount) AS returned FROM "order".order_returns GROUP BY order_id) AS returned
        JOIN "order".orders USING (order_id)
        LEFT JOIN (
          SELECT order_id, sum(amount) AS refunded FROM "order".order_refunds GROUP BY order_id
        ) AS refund USING (order_id)
        WHERE step = 'DONE' AND state IN ('PAID', 'RETURNED') AND returned <> coalesce(refunded, 0)`,
    },
  ],
};
