import type { Chapter } from "../check.ts";
import { uuidOf } from "../uuid-of.ts";

const needs = ["shipping"];

/** Invariant: nothing is sent that was not bought, and whatever a carrier has, has one label. */
export const shipments: Chapter = {
  title: "Shipments",
  checks: [
    {
      title: "no more is packed than was bought and did not come back unsent",
      // Of lines of no stock nothing is.
      sql: `
        SELECT order_id::text AS subject,
          format('line %s: bought %s, packed %s, came back unsent %s', line_id, quantity, packed, coalesce(unsent, 0)) AS problem
        FROM "order".order_lines JOIN (
          SELECT order_id, (part ->> 'lineId')::uuid AS line_id, sum((part ->> 'quantity')::bigint) AS packed
          FROM "order".order_shipments, jsonb_array_elements(lines) AS part WHERE state <> 'CANCELLED' GROUP BY 1, 2
        ) AS packed USING (order_id, line_id)
        LEFT JOIN (
          SELECT order_id, (part ->> 'lineId')::uuid AS line_id,
            sum(coalesce(part ->> 'unsentQuantity', part ->> 'quantity')::bigint) AS unsent
          FROM "order".order_returns, jsonb_array_elements(lines) AS part GROUP BY 1, 2
        ) AS unsent USING (order_id, line_id)
        WHERE packed > CASE WHEN non_stock THEN 0 ELSE quantity - coalesce(unsent, 0) END`,
    },
    {
      title:
        "what a carrier has, has one label and one tracking number, its own; nothing else that was sent has a label",
      needs,
      // Of persons who were erased neither is kept, nor where it went.
      sql: `
        SELECT shipment_id::text AS subject, format('%s without a label or a number', state) AS problem
        FROM shipping.shipments
        WHERE state IN ('SHIPPED', 'DELIVERED') AND carrier_id <> ''
          AND (label IS NULL OR address IS NOT NULL AND (length(label) = 0 OR tracking_number = ''))
        UNION ALL
        SELECT shipment_id::text, format('%s with a label of no carrier', state)
        FROM shipping.shipments WHERE carrier_id = '' AND (label IS NOT NULL OR tracking_url <> '')
        UNION ALL
        SELECT format('%s %s', carrier_id, tracking_number), format('%s shipments', count(*))
        FROM shipping.shipments WHERE tracking_number <> '' AND carrier_id <> '' GROUP BY carrier_id, tracking_number HAVING count(*) > 1`,
    },
    {
      title: "units leave the stock for shipments that were sent",
      needs,
      sql: `
        SELECT shipment_id::text AS subject, format('state %s', coalesce(sent.state, 'unknown')) AS problem
        FROM inventory.shipments LEFT JOIN shipping.shipments AS sent USING (shipment_id)
        WHERE sent.state IS NULL OR sent.state NOT IN ('SHIPPED', 'DELIVERED')`,
    },
  ],
};

/** Lines of a shipment as text, from JSON whose `lineId` the SQL turns into a UUID. */
const linesOf = (lineId: string) =>
  `(SELECT string_agg(format('%s of %s', part ->> 'quantity', ${lineId}), ', ' ORDER BY ${lineId})
            FROM jsonb_array_elements(lines) AS part)`;

/** Shipping, orders and stock agree on what was packed and sent, once they have heard of each other. */
export const shipmentsAtRest: Chapter = {
  title: "Shipments at rest",
  checks: [
    {
      title: "orders and shipping name the same shipments, with the same lines and state",
      needs,
      // An id that was taken back before it was used leaves a mark without lines in its order.
      sql: `
        SELECT shipment_id::text AS subject,
          format('order says %s, shipping says %s', coalesce(ordered.content, 'nothing'), coalesce(packed.content, 'nothing'))
            AS problem
        FROM (
          SELECT shipment_id, format('%s %s: %s', order_id, state, ${linesOf("(part ->> 'lineId')::uuid")}) AS content
          FROM "order".order_shipments WHERE NOT (state = 'CANCELLED' AND lines = '[]')
        ) AS ordered FULL JOIN (
          SELECT shipment_id, format('%s %s: %s', order_id, shown_state, ${linesOf(uuidOf("part ->> 'lineId'"))}) AS content
          FROM shipping.shipments
        ) AS packed USING (shipment_id)
        WHERE ordered.content IS DISTINCT FROM packed.content`,
    },
    {
      title: "nothing is being packed, handed over or taken back",
      needs,
      sql: `
        SELECT shipment_id::text AS subject, 'being packed' AS problem FROM shipping.packings
        UNION ALL
        SELECT shipment_id::text, state FROM shipping.shipments WHERE state IN ('HANDING_OVER', 'CANCELLING')`,
    },
    {
      title: "what was sent left the stock",
      needs,
      sql: `
        SELECT shipment_id::text AS subject, format('%s, and still in stock', state) AS problem
        FROM shipping.shipments LEFT JOIN inventory.shipments AS taken USING (shipment_id)
        WHERE state IN ('SHIPPED', 'DELIVERED') AND shipments.reservation_id IS NOT NULL AND taken.shipment_id IS NULL`,
    },
    {
      title: "no more left the stock for an order than was sent, and nothing is kept for one that was sent whole",
      // Of what comes back, orders count sent units first, and the stock unsent ones: they agree once all was sent.
      sql: `
        SELECT order_id::text AS subject,
          format('variant %s: bought %s, sent %s, came back %s (unsent %s); stock: kept %s, sent %s',
            variant_id, bought, sent, back, unsent, kept, shipped) AS problem
        FROM (
          SELECT order_id, variant_id, sum(quantity) AS bought, sum(sent) AS sent, sum(back) AS back, sum(unsent) AS unsent
          FROM "order".order_lines AS line, LATERAL (
            SELECT coalesce(sum((part ->> 'quantity')::bigint), 0) AS sent
            FROM "order".order_shipments AS shipment, jsonb_array_elements(shipment.lines) AS part
            WHERE shipment.order_id = line.order_id AND state IN ('SHIPPED', 'DELIVERED')
              AND (part ->> 'lineId')::uuid = line.line_id
          ) AS shipped, LATERAL (
            SELECT coalesce(sum((part ->> 'quantity')::bigint), 0) AS back,
              coalesce(sum(coalesce(part ->> 'unsentQuantity', part ->> 'quantity')::bigint), 0) AS unsent
            FROM "order".order_returns AS entry, jsonb_array_elements(entry.lines) AS part
            WHERE entry.order_id = line.order_id AND (part ->> 'lineId')::uuid = line.line_id
          ) AS returned GROUP BY order_id, variant_id
        ) AS ordered JOIN "order".orders USING (order_id) JOIN (
          SELECT reservation_id, variant_id, sum(shipped) AS shipped,
            sum(quantity - released - shipped) FILTER (WHERE state IN ('HELD', 'COMMITTED')) AS kept
          FROM inventory.allocations JOIN inventory.reservations USING (reservation_id) GROUP BY 1, 2
        ) AS stock USING (reservation_id, variant_id)
        WHERE orders.state IN ('PAID', 'RETURNED') AND (shipped > sent OR (sent = bought - unsent AND kept > 0))`,
    },
  ],
};
