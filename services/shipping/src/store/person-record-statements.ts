import { statement } from "#mesh/store";

interface Document {
  readonly document: string;
}

/** What there is of the users $1 by what it is, in the order it is told, without secrets and what only the work needs. */
export const collections = {
  shipments: statement<Document>(
    "shipping.person.export_shipments",
    `SELECT (to_jsonb(shipments) - '{label,pack_hash,ship_request,ship_hash,cancel_request,cancel_hash,version,revision,due_time,
       attempts,reservation_id,shown_state}'::text[])::text AS document
   FROM shipments WHERE user_id = ANY ($1) ORDER BY shipment_id`,
  ),
} as const;
