import { statement } from "#mesh/store";

/**
 * Adds the shipment $4 with the lines $5 at $6, in the state $7 with the tracking number $8, to the order $1, if it is PAID,
 * at rest, and what it was decided on: of the versions $2 and $3. A row only then. Who held the order and let the lease lapse changes it no more.
 */
export const allocate = statement<{ shipment_id: string }>(
  "order.allocate_shipment",
  `WITH allocated AS (
     UPDATE orders SET shipments_version = shipments_version + 1, update_time = $6::timestamptz, lease_id = NULL
     WHERE order_id = $1 AND version = $2 AND shipments_version = $3 AND state = 'PAID'
       AND (lease_id IS NULL OR due_time <= $6)
     RETURNING order_id
   )
   INSERT INTO order_shipments
     (shipment_id, order_id, lines, state, tracking_number, tracking_url, version, create_time, update_time)
   SELECT $4, order_id, $5, $7, $8, '', 0, $6, $6 FROM allocated
   RETURNING shipment_id`,
);

/** Takes the shipment $2 of the order $1 back at $3 unless a carrier has it; leaves a mark if there is none. */
export const release = statement<never>(
  "order.release_shipment",
  `WITH changed AS (
     UPDATE orders SET shipments_version = shipments_version + 1, update_time = $3::timestamptz
     WHERE order_id = $1 RETURNING order_id
   )
   INSERT INTO order_shipments
     (shipment_id, order_id, lines, state, tracking_number, tracking_url, version, create_time, update_time)
   SELECT $2, order_id, '[]', 'CANCELLED', '', '', 0, $3, $3 FROM changed
   ON CONFLICT (shipment_id) DO UPDATE SET state = excluded.state, update_time = excluded.update_time
   WHERE order_shipments.order_id = excluded.order_id AND order_shipments.state IN ('PACKED', 'HANDING_OVER')`,
);

/**
 * Keeps what shipping told at $9 of the shipment $2, in its version $8, if that is newer. What was taken back is not packed
 * again by what was told before.
 */
export const note = statement<never>(
  "order.note_shipment",
  `WITH changed AS (
     UPDATE orders SET shipments_version = shipments_version + 1, update_time = $9::timestamptz
     WHERE order_id = $1 AND NOT EXISTS (SELECT FROM order_shipments WHERE shipment_id = $2 AND version >= $8::bigint)
     RETURNING order_id
   )
   INSERT INTO order_shipments
     (shipment_id, order_id, lines, state, tracking_number, tracking_url, version, create_time, update_time)
   SELECT $2, order_id, $3, $4, $5, $6, $8, $7, $9 FROM changed
   ON CONFLICT (shipment_id) DO UPDATE SET version = excluded.version, update_time = excluded.update_time,
     tracking_number = excluded.tracking_number, tracking_url = excluded.tracking_url,
     state = CASE WHEN order_shipments.state = 'CANCELLED' AND excluded.state IN ('PACKED', 'HANDING_OVER')
       THEN order_shipments.state ELSE excluded.state END
   WHERE order_shipments.order_id = excluded.order_id AND order_shipments.version < excluded.version`,
);
