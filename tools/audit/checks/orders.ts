import type { Chapter } from "../check.ts";

/** Invariant 1: every accepted order is in one state of the table and comes to rest; none is lost or doubled. */
export const orders: Chapter = {
  title: "Orders",
  checks: [
    {
      title: "nothing waits longer than it should",
      sql: `
        SELECT order_id::text AS subject, format('%s, step %s, due since %s', state, step, due_time) AS problem
        FROM "order".orders WHERE step <> 'DONE' AND due_time < now() - interval '15 seconds'`,
    },
    {
      title: "a cart became the order it names, and no other",
      sql: `
        SELECT cart_id::text AS subject, format('names order %s, which is %s', order_id, state) AS problem
        FROM "order".carts LEFT JOIN "order".orders AS ordered USING (order_id, cart_id)
        WHERE carts.order_id IS NOT NULL AND (ordered.state IS NULL OR ordered.order_number IS NULL)
        UNION ALL
        SELECT cart_id::text, format('%s orders were accepted of it', count(*))
        FROM "order".orders WHERE cart_id IS NOT NULL AND order_number IS NOT NULL GROUP BY cart_id HAVING count(*) > 1`,
    },
    {
      title: "each accepted order was announced once",
      sql: `
        SELECT key AS subject, format('%s was told %s times', subject, count(*)) AS problem
        FROM "order".outbox WHERE subject IN ('order.v1.order_placed', 'order.v1.order_paid', 'order.v1.order_cancelled')
        GROUP BY key, subject HAVING count(*) > 1
        UNION ALL
        SELECT 'all orders', format('%s accepted, %s announced', accepted, announced)
        FROM (SELECT count(*) AS accepted FROM "order".orders WHERE order_number IS NOT NULL) AS accepted,
          (SELECT count(*) AS announced FROM "order".outbox WHERE subject = 'order.v1.order_placed') AS announced
        WHERE accepted <> announced`,
    },
    {
      title: "orders hold, or have sent, exactly the units they sold",
      // No stock is kept of some lines.
      sql: `
        SELECT order_id::text AS subject, format('%s, sold %s, held %s', state, sold, coalesce(held, 0)) AS problem
        FROM (
          SELECT order_id, state, reservation_id,
            CASE WHEN state IN ('PLACED', 'PAID') THEN
              coalesce((
                SELECT sum(quantity) FROM "order".order_lines AS line
                WHERE line.order_id = orders.order_id AND NOT non_stock), 0)
              - coalesce((
                  SELECT sum((part ->> 'quantity')::bigint)
                  FROM "order".order_returns AS returned, jsonb_array_elements(returned.lines) AS part
                  JOIN "order".order_lines AS line ON line_id = (part ->> 'lineId')::uuid
                  WHERE returned.order_id = orders.order_id AND restocked
                    AND line.order_id = orders.order_id AND NOT non_stock), 0)
            ELSE 0 END AS sold
          FROM "order".orders WHERE step = 'DONE'
        ) AS resting LEFT JOIN (
          SELECT reservation_id, sum(quantity - released) AS held
          FROM inventory.allocations JOIN inventory.reservations AS reservation USING (reservation_id)
          WHERE reservation.state IN ('HELD', 'COMMITTED') GROUP BY reservation_id
        ) AS reserved USING (reservation_id)
        WHERE sold <> coalesce(held, 0)`,
    },
    {
      title: "lasting promises of stock belong to an order",
      sql: `
        SELECT reservation_id::text AS subject, 'no order names it' AS problem
        FROM inventory.reservations WHERE state = 'COMMITTED'
          AND reservation_id NOT IN (SELECT reservation_id FROM "order".orders)`,
    },
  ],
};

/** What holds besides when nothing is under way, such as after a test. */
export const rest: Chapter = {
  title: "At rest",
  checks: [
    {
      title: "no order is under way, but for customers who must act",
      sql: `
        SELECT order_id::text AS subject, format('%s, step %s', state, step) AS problem
        FROM "order".orders WHERE step <> 'DONE' AND state <> 'AWAITING_PAYMENT'`,
    },
    {
      title: "no payment is under way, but for customers who must act",
      sql: `
        SELECT payment_id::text AS subject, state AS problem
        FROM payment.payments WHERE state NOT IN ('CAPTURED', 'DECLINED', 'VOIDED', 'REQUIRES_ACTION')
        UNION ALL
        SELECT refund_id::text, state FROM payment.refunds WHERE state = 'PENDING'
        UNION ALL
        SELECT event_id, 'not processed' FROM payment.webhook_events WHERE due_time IS NOT NULL`,
    },
    {
      title: "every event was handled",
      sql: `
        SELECT name AS subject, format('at %s of %s', position, behind) AS problem
        FROM bus.consumers, LATERAL (
          SELECT max(log.position) AS behind FROM bus.log, unnest(subjects) AS wanted
          WHERE log.position > consumers.position
            AND (subject = wanted OR (wanted LIKE '%*' AND starts_with(subject, rtrim(wanted, '*'))))
        ) AS ahead WHERE behind IS NOT NULL
        UNION ALL
        SELECT consumer, format('position %s waits', position) FROM bus.deliveries WHERE NOT dead`,
    },
  ],
};
