import type { Chapter } from "../check.ts";

const needs = ["notification"];

/** Invariant: nobody is told a thing twice. */
export const messages: Chapter = {
  title: "Messages",
  checks: [
    {
      title: "a thing is told once",
      needs,
      sql: `
        SELECT format('%s of %s', template_id, subject_id) AS subject, format('%s messages', count(*)) AS problem
        FROM notification.notifications WHERE template_id NOT IN ('password_changed')
        GROUP BY template_id, subject_id HAVING count(*) > 1`,
    },
  ],
};

/** What happened to an order, how often: a row for each message that its customer is due. */
const due = `
          SELECT order_id, 'order_placed' AS template_id FROM "order".orders WHERE order_number IS NOT NULL
          UNION ALL
          SELECT order_id, 'order_paid' FROM "order".orders WHERE state IN ('PAID', 'RETURNED')
          UNION ALL
          SELECT order_id, 'order_cancelled' FROM "order".orders WHERE state = 'CANCELLED'
          UNION ALL
          SELECT order_id, 'order_refunded' FROM "order".order_refunds WHERE state = 'SUCCEEDED'
          UNION ALL
          SELECT order_id, 'shipment_shipped' FROM "order".order_shipments WHERE state IN ('SHIPPED', 'DELIVERED')
          UNION ALL
          SELECT order_id, 'shipment_delivered' FROM "order".order_shipments WHERE state = 'DELIVERED'`;

/** Everybody is told everything, once it was heard of. */
export const messagesAtRest: Chapter = {
  title: "Messages at rest",
  checks: [
    {
      title: "customers are told what became of their orders, and nothing else",
      needs,
      // A cancelled order may have been paid before.
      sql: `
        SELECT coalesce(due.order_id, told.order_id)::text AS subject,
          format('%s: due %s, told %s', coalesce(due.template_id, told.template_id), coalesce(due.count, 0),
            coalesce(told.count, 0)) AS problem
        FROM (
          SELECT order_id, template_id, count(*) FROM (${due}) AS happened GROUP BY order_id, template_id
        ) AS due FULL JOIN (
          SELECT order_id, template_id, count(*) FROM notification.notifications
          WHERE order_id IS NOT NULL GROUP BY order_id, template_id
        ) AS told USING (order_id, template_id)
        LEFT JOIN "order".orders AS ordered ON ordered.order_id = told.order_id
        WHERE coalesce(due.count, 0) <> coalesce(told.count, 0)
          AND (told.template_id = 'order_paid' AND told.count = 1 AND ordered.state = 'CANCELLED') IS NOT TRUE`,
    },
    {
      title: "no message is under way",
      needs,
      sql: `
        SELECT notification_id::text AS subject, format('%s, tried %s times: %s', template_id, attempts, last_error) AS problem
        FROM notification.notifications WHERE state NOT IN ('SENT', 'SKIPPED', 'FAILED')`,
    },
  ],
};
