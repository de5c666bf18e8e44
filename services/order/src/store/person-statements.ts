import { statement } from "#mesh/store";

/** Units of the line that have arrived, or came back before they were sent. */
const settledUnits = `(
    SELECT coalesce(sum((sent ->> 'quantity')::bigint), 0) FROM order_shipments, jsonb_array_elements(lines) AS sent
    WHERE order_id = orders.order_id AND state = 'DELIVERED' AND sent ->> 'lineId' = line_id::text
  ) + (
    SELECT coalesce(sum(coalesce(back ->> 'unsentQuantity', back ->> 'quantity')::bigint), 0)
    FROM order_returns, jsonb_array_elements(lines) AS back
    WHERE order_id = orders.order_id AND back ->> 'lineId' = line_id::text
  )`;

/**
 * Locks the orders of the users $1 that cannot be erased yet: those in the middle of a change, and before the deadline ($2
 * is false) those that are paid and have not arrived.
 */
export const lockOpen = statement<{ readonly order_id: string }>(
  "order.person.lock_open",
  `SELECT order_id FROM orders
   WHERE user_id = ANY ($1) AND (
     step <> 'DONE' OR state IN ('PENDING', 'AWAITING_PAYMENT', 'PLACED')
     OR NOT $2 AND state = 'PAID' AND EXISTS (
       SELECT FROM order_lines
       WHERE order_lines.order_id = orders.order_id AND NOT non_stock AND quantity > ${settledUnits}
     ))
   ORDER BY order_id FOR UPDATE`,
);

const parts = ["recipientName", "organization", "line1", "line2", "city", "regionCode", "postalCode", "phone"];
const nowhere = `'${JSON.stringify(Object.fromEntries(parts.map((part) => [part, ""])))}'::jsonb`;

/** The document without who it was: of its addresses the country stays, by which it was taxed. */
const withoutPerson = (document: string) => `${document} || '{"email": ""}'
     || CASE WHEN ${document} ? 'shippingAddress'
       THEN jsonb_build_object('shippingAddress', ${document} -> 'shippingAddress' || ${nowhere}) ELSE '{}' END
     || CASE WHEN ${document} ? 'billingAddress'
       THEN jsonb_build_object('billingAddress', ${document} -> 'billingAddress' || ${nowhere}) ELSE '{}' END`;

const ofErased = "order_id IN (SELECT order_id FROM orders WHERE user_id = ANY ($1) AND order_id <> ALL ($2))";

/** Of the users $1, but for the orders $2, as in all that follow. */
export const eraseOrders = statement<never>(
  "order.person.orders",
  `UPDATE orders SET document = ${withoutPerson("document")}, next_action = NULL, cancel_reason = '',
     failure_metadata = CASE WHEN failure_metadata IS NOT NULL THEN '{}'::jsonb END
   WHERE user_id = ANY ($1) AND order_id <> ALL ($2)`,
);

export const erasePayments = statement<never>(
  "order.person.payments",
  `UPDATE order_payments SET method = '' WHERE ${ofErased}`,
);

export const eraseRefunds = statement<never>(
  "order.person.refunds",
  `UPDATE order_refunds SET reason = '' WHERE ${ofErased}`,
);

export const eraseReturns = statement<never>(
  "order.person.returns",
  `UPDATE order_returns SET reason = '' WHERE ${ofErased}`,
);

/** What was answered of them, where it holds what people wrote or pay with; it reads as the order is now. */
export const eraseAnswers = statement<never>(
  "order.person.answers",
  `UPDATE order_requests
   SET outcome = outcome - '{payment,nextAction,failure,cancelReason,refunds,returns}'::text[]
   WHERE outcome IS NOT NULL AND ${ofErased}`,
);

/** Lines of carts that are under no checkout of the orders $2. */
export const eraseCartLines = statement<never>(
  "order.person.cart_lines",
  `DELETE FROM cart_lines USING carts WHERE carts.cart_id = cart_lines.cart_id AND user_id = ANY ($1)
     AND NOT coalesce(coalesce(checkout_order_id, order_id) = ANY ($2), false)`,
);

export const eraseCarts = statement<never>(
  "order.person.carts",
  `DELETE FROM carts WHERE user_id = ANY ($1) AND NOT coalesce(coalesce(checkout_order_id, order_id) = ANY ($2), false)`,
);

/** With what the staff wrote about them in the audit log, whose rows stay. */
export const eraseDrafts = statement<never>(
  "order.person.drafts",
  `WITH erased AS (
     UPDATE draft_orders SET content = ${withoutPerson("content")} || '{"reason": ""}'
     WHERE user_id = ANY ($1) AND NOT coalesce(coalesce(placing_order_id, order_id) = ANY ($2), false)
     RETURNING draft_order_id)
   UPDATE order_audit SET reason = '' FROM erased WHERE order_audit.draft_order_id = erased.draft_order_id`,
);

export const eraseCredits = statement<never>(
  "order.person.credits",
  `WITH erased AS (UPDATE credits SET reason = '' WHERE user_id = ANY ($1) RETURNING credit_id)
   UPDATE order_audit SET reason = '' FROM erased WHERE order_audit.credit_id = erased.credit_id`,
);
