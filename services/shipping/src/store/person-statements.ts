import { statement } from "#mesh/store";

/** How many shipments of the users $1 have not come to an end; at the deadline ($2) those on their way are not counted. */
export const countOpen = statement<{ readonly count: number }>(
  "shipping.person.count_open",
  `SELECT count(*)::integer AS count FROM shipments
   WHERE user_id = ANY ($1) AND state NOT IN ('DELIVERED', 'CANCELLED') AND NOT ($2 AND state = 'SHIPPED')`,
);

/** Takes from the others who gets them, where, and what leads to that: the label, and the carrier's pages. */
export const eraseShipments = statement<never>(
  "shipping.person.shipments",
  `UPDATE shipments SET address = NULL, tracking_number = '', tracking_url = '', tracking_events = '[]',
     label = CASE WHEN label IS NOT NULL THEN ''::bytea END, due_time = NULL, revision = revision + 1
   WHERE user_id = ANY ($1) AND (state IN ('DELIVERED', 'CANCELLED') OR $2 AND state = 'SHIPPED')`,
);
