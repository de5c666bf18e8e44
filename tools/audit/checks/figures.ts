import type { Chapter } from "../check.ts";

const needs = ["analytics"];

/** Invariant: every sum that is kept is the sum of what it is made of. */
export const figures: Chapter = {
  title: "Figures",
  checks: [
    {
      title: "quarters are the sums of the facts",
      needs,
      sql: `
        SELECT format('%s %s', begin_time, currency_code) AS subject,
          format('facts less quarters: orders %s, lines %s, units %s, gross %s, refunds %s, credits %s, their lines %s',
            sum(orders), sum(lines), sum(units), sum(gross), sum(refunds), sum(credits), sum(credit_lines)) AS problem
        FROM (
          SELECT date_bin('15 minutes', business_time, 'epoch') AS begin_time, currency_code,
            1 AS orders, lines, units, gross, 0 AS refunds, 0 AS credits, 0 AS credit_lines
          FROM analytics.order_facts
          UNION ALL
          SELECT date_bin('15 minutes', business_time, 'epoch'), currency_code, 0, 0, 0, 0, amount, 0, 0
          FROM analytics.refund_facts WHERE state <> 'FAILED'
          UNION ALL
          SELECT date_bin('15 minutes', business_time, 'epoch'), currency_code, 0, 0, 0, 0, 0, amount, lines
          FROM analytics.credit_facts
          UNION ALL
          SELECT begin_time, currency_code, -orders, -lines, -units, -gross, -refunds, -credits, -credit_lines
          FROM analytics.revenue_quarters
        ) AS part GROUP BY begin_time, currency_code
        HAVING (sum(orders), sum(lines), sum(units), sum(gross), sum(refunds), sum(credits), sum(credit_lines))
          <> (0, 0, 0, 0, 0, 0, 0)`,
    },
    {
      title: "a refund that is known belongs to an order that is known",
      needs,
      sql: `
        SELECT refund_id::text AS subject, format('order %s is not known', order_id) AS problem
        FROM analytics.refund_facts LEFT JOIN analytics.order_facts USING (order_id) WHERE order_facts.order_id IS NULL`,
    },
  ],
};

/** Figures are those of orders, credits and payments, once they have heard of all. */
export const figuresAtRest: Chapter = {
  title: "Figures at rest",
  checks: [
    {
      title: "analytics knows the orders whose money was taken, and no other",
      needs,
      sql: `
        SELECT coalesce(taken.order_id, known.order_id)::text AS subject,
          format('order says %s, analytics says %s', coalesce(taken.content, 'nothing'), coalesce(known.content, 'nothing'))
            AS problem
        FROM (
          SELECT orders.order_id,
            jsonb_build_array(currency_code, business_time, count(*), sum(quantity), coalesce(amount, 0))::text AS content
          FROM "order".orders JOIN "order".order_lines USING (order_id)
          LEFT JOIN "order".order_payments AS payment ON payment.order_id = orders.order_id
          WHERE payment.state = 'CAPTURED'
            OR (payment.state IS NULL AND orders.state IN ('PAID', 'CANCELLED', 'RETURNED'))
          GROUP BY orders.order_id, amount
        ) AS taken FULL JOIN (
          SELECT order_id, jsonb_build_array(currency_code, business_time, lines, units, gross)::text AS content
          FROM analytics.order_facts
        ) AS known USING (order_id)
        WHERE taken.content IS DISTINCT FROM known.content`,
    },
    {
      title: "analytics knows the refunds of orders, and no other",
      needs,
      sql: `
        SELECT coalesce(told.refund_id, known.refund_id)::text AS subject,
          format('order says %s, analytics says %s', coalesce(told.content, 'nothing'), coalesce(known.content, 'nothing'))
            AS problem
        FROM (
          SELECT refund_id,
            jsonb_build_array(order_id, amount, state, coalesce(business_time, create_time))::text AS content
          FROM "order".order_refunds
        ) AS told FULL JOIN (
          SELECT refund_id, jsonb_build_array(order_id, amount, state, business_time)::text AS content
          FROM analytics.refund_facts
        ) AS known USING (refund_id)
        WHERE told.content IS DISTINCT FROM known.content`,
    },
    {
      title: "analytics knows the credits that were booked, and no other",
      needs,
      sql: `
        SELECT coalesce(booked.credit_id, known.credit_id)::text AS subject,
          format('order says %s, analytics says %s', coalesce(booked.content, 'nothing'), coalesce(known.content, 'nothing'))
            AS problem
        FROM (
          SELECT credit_id,
            jsonb_build_array(currency_code, business_time, jsonb_array_length(lines), total)::text AS content
          FROM "order".credits
        ) AS booked FULL JOIN (
          SELECT credit_id, jsonb_build_array(currency_code, business_time, lines, amount)::text AS content
          FROM analytics.credit_facts
        ) AS known USING (credit_id)
        WHERE booked.content IS DISTINCT FROM known.content`,
    },
    {
      title: "figures are what payments took and gave back, in each currency",
      needs,
      sql: `
        SELECT coalesce(paid.currency_code, known.currency_code) AS subject,
          format('payments hold %s, figures say %s', coalesce(paid.held, 0), coalesce(known.net, 0)) AS problem
        FROM (
          SELECT currency_code, sum(captured_amount - refunded_amount) AS held FROM payment.payments GROUP BY 1
        ) AS paid FULL JOIN (
          SELECT currency_code, sum(gross - refunds) AS net FROM analytics.revenue_quarters GROUP BY 1
        ) AS known USING (currency_code)
        WHERE coalesce(paid.held, 0) <> coalesce(known.net, 0)`,
    },
  ],
};
