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
        FROM notification.notifications WHERE template_id NOT IN ('password_changed', 'factor_added', 'factor_removed', 'recovery_code_used', 'impersonation_started', 'identity_added', 'erasure_scheduled')
        GROUP BY template_id, subject_id HAVING count(*) > 1`,
    },
  ],
};

/** Entered more than a day after it happened: its customer knows. What does not tell both times is news. */
const isOld = (entered: string, happened: string) => `(${entered} - ${happened} > interval '1 day') IS TRUE`;
const oldOrder = isOld("create_time", "business_time");
const oldShipment = (happened: string) => isOld("packed.create_time", `packed.${happened}`);

/** What happened to an order: a row for each message that its customer is due, unless it is old news. */
const happened = `
          SELECT order_id, 'order_placed' AS template_id, ${oldOrder} AS old FROM "order".orders
          WHERE order_number IS NOT NULL
          UNION ALL
          SELECT order_id, 'order_paid', ${oldOrder} FROM "order".orders WHERE state IN ('PAID', 'RETURNED')
          UNION ALL
          SELECT order_id, 'order_cancelled', ${oldOrder} FROM "order".orders WHERE state = 'CANCELLED'
          UNION ALL
          SELECT order_id, 'order_refunded', ${oldOrder} FROM "order".order_refunds WHERE state = 'SUCCEEDED'
          UNION ALL
          SELECT sent.order_id, 'shipment_shipped', ${oldShipment("ship_time")}
          FROM "order".order_shipments AS sent LEFT JOIN shipping.shipments AS packed USING (shipment_id)
          WHERE sent.state IN ('SHIPPED', 'DELIVERED')
          UNION ALL
          SELECT sent.order_id, 'shipment_delivered', ${oldShipment("deliver_time")}
          FROM "order".order_shipments AS sent LEFT JOIN shipping.shipments AS packed USING (shipment_id)
          WHERE sent.state = 'DELIVERED'`;

/** Everybody is told everything, once it was heard of. */
export const messagesAtRest: Chapter = {
  title: "Messages at rest",
  checks: [
    {
      title: "customers are told what became of their orders, and nothing else",
      needs: [...needs, "shipping"],
      // A cancelled order may have been paid before. Old news was kept as messages, unsent, and told in part, in earlier days.
      sql: `
        SELECT coalesce(due.order_id, told.order_id)::text AS subject,
          format('%s: due %s, told %s', coalesce(due.template_id, told.template_id), coalesce(due.least, 0),
            coalesce(told.count, 0)) AS problem
        FROM (
          SELECT order_id, template_id, count(*) FILTER (WHERE NOT old) AS least, count(*) AS most
          FROM (${happened}) AS happened GROUP BY order_id, template_id
        ) AS due FULL JOIN (
          SELECT order_id, template_id, count(*) FROM notification.notifications
          WHERE order_id IS NOT NULL GROUP BY order_id, template_id
        ) AS told USING (order_id, template_id)
        LEFT JOIN "order".orders AS ordered ON ordered.order_id = told.order_id
        WHERE coalesce(told.count, 0) NOT BETWEEN coalesce(due.least, 0) AND coalesce(due.most, 0)
          AND (told.template_id = 'order_paid' AND told.count = 1 AND ordered.state = 'CANCELLED') IS NOT TRUE`,
    },
    {
      title: "nobody is told by itself that an order of long ago was placed or paid",
      needs,
      sql: `
        SELECT notification_id::text AS subject, format('%s of order %s', template_id, order_id) AS problem
        FROM notification.notifications JOIN (SELECT order_id FROM "order".orders WHERE ${oldOrder}) AS old USING (order_id)
        WHERE template_id IN ('order_placed', 'order_paid') AND state = 'SENT' AND edition = 1`,
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
