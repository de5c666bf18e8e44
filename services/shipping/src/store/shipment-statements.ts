import { statement, telling } from "#mesh/store";
import type { PackingRow, ShipmentRow } from "./shipment-row.ts";

const columns = `shipment_id, order_id, user_id, reservation_id, state, lines, weight_grams, address, carrier_id,
  carrier_service, tracking_number, tracking_url, tracking_events, pack_hash, ship_request, ship_hash, cancel_request,
  cancel_hash, version, revision, create_time, ship_time, deliver_time, update_time`;

export const find = statement<ShipmentRow>("shipment.find", `SELECT ${columns} FROM shipments WHERE shipment_id = $1`);

export const findLabel = statement<ShipmentRow & { readonly label: Buffer | null }>(
  "shipment.find_label",
  `SELECT ${columns}, label FROM shipments WHERE shipment_id = $1`,
);

/** $2 user or null for all, $3 and $4 key after which the page starts, $5 rows. */
export const pageOfOrder = statement<ShipmentRow>(
  "shipment.page_of_order",
  `SELECT ${columns} FROM shipments
   WHERE order_id = $1 AND ($2::uuid IS NULL OR user_id = $2) AND (create_time, shipment_id) > ($3, $4)
   ORDER BY create_time, shipment_id LIMIT $5`,
);

/** $1 and $2 key before which the page starts, $3 rows. */
export const page = statement<ShipmentRow>(
  "shipment.page",
  `SELECT ${columns} FROM shipments WHERE (create_time, shipment_id) < ($1, $2)
   ORDER BY create_time DESC, shipment_id DESC LIMIT $3`,
);

/** As `page`, and $4 a state as others know it. */
export const pageOfState = statement<ShipmentRow>(
  "shipment.page_of_state",
  `SELECT ${columns} FROM shipments WHERE shown_state = $4 AND (create_time, shipment_id) < ($1, $2)
   ORDER BY create_time DESC, shipment_id DESC LIMIT $3`,
);

/** Gives no row if the shipment is there already. */
export const beginPacking = statement<{ readonly request_hash: string }>(
  "shipment.begin_packing",
  `INSERT INTO packings AS p
     (shipment_id, order_id, wanted, weight_grams, request_hash, ship_time, deliver_time, tracking_number, create_time,
      due_time, attempts)
   SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0 WHERE NOT EXISTS (SELECT FROM shipments WHERE shipment_id = $1)
   ON CONFLICT (shipment_id) DO UPDATE SET due_time = p.due_time
   RETURNING request_hash`,
);

/** No row if the shipment is there already. */
export const finishPacking = telling<{ readonly shipment_id: string }>(
  "shipment.finish_packing",
  15,
  (told) => `WITH gone AS (DELETE FROM packings WHERE shipment_id = $1), packed AS (
     INSERT INTO shipments (shipment_id, order_id, user_id, reservation_id, state, lines, weight_grams, address,
       carrier_id, carrier_service, tracking_number, tracking_url, tracking_events, pack_hash, version, revision,
       create_time, update_time, ship_time, deliver_time, attempts)
     VALUES ($1, $2, $3, $4, $12, $5, $6, $7, '', '', $13, '', '[]', $8, $9, $10, $11, $11, $14, $15, 0)
     ON CONFLICT (shipment_id) DO NOTHING RETURNING shipment_id
   )${told("packed")} SELECT shipment_id FROM packed`,
);

export const dropPacking = statement<never>("shipment.drop_packing", "DELETE FROM packings WHERE shipment_id = $1");

/** No row if the shipment is not in revision $2 any more. */
export const save = statement<{ readonly shipment_id: string }>(
  "shipment.save",
  `UPDATE shipments SET revision = revision + 1, state = $3, carrier_id = $4, carrier_service = $5,
     tracking_number = $6, tracking_url = $7, tracking_events = $8, label = coalesce($9, label), ship_request = $10,
     ship_hash = $11, cancel_request = $12, cancel_hash = $13, version = $14, ship_time = $15, deliver_time = $16,
     update_time = $17, due_time = $18, attempts = 0
   WHERE shipment_id = $1 AND revision = $2
   RETURNING shipment_id`,
);

/** Leases what is due at $1 until $2. */
export const takeDuePackings = statement<PackingRow>(
  "shipment.take_due_packings",
  `UPDATE packings SET due_time = $2, attempts = attempts + 1
   WHERE shipment_id IN (
     SELECT shipment_id FROM packings WHERE due_time <= $1 ORDER BY due_time LIMIT 20 FOR UPDATE SKIP LOCKED)
   RETURNING shipment_id, order_id, wanted, weight_grams, request_hash, ship_time, deliver_time, tracking_number,
     attempts`,
);

const takeDue = (condition: string) => `UPDATE shipments SET due_time = $2, attempts = attempts + 1
   WHERE shipment_id IN (
     SELECT shipment_id FROM shipments WHERE ${condition} AND due_time <= $1
     ORDER BY due_time LIMIT 20 FOR UPDATE SKIP LOCKED)
   RETURNING ${columns}, attempts`;

type DueRow = ShipmentRow & { readonly attempts: number };

export const takeDueShipments = statement<DueRow>(
  "shipment.take_due",
  takeDue("state IN ('HANDING_OVER', 'CANCELLING')"),
);

export const takeDueTrackings = statement<DueRow>("shipment.take_due_trackings", takeDue("state = 'SHIPPED'"));

export const settlePacking = statement<never>(
  "shipment.settle_packing",
  "UPDATE packings SET due_time = $2 WHERE shipment_id = $1",
);

export const settle = statement<never>(
  "shipment.settle",
  "UPDATE shipments SET due_time = $3 WHERE shipment_id = $1 AND revision = $2",
);
