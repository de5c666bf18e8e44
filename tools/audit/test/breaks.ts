import { known } from "./sound-market.ts";

const other = "00000000-0000-7000-8000-00000000abcd";
const unsent = (schema: string) =>
  `INSERT INTO "${schema}".outbox (event_id, subject, key, version, envelope)
   VALUES ('${other}', 'something.v1.happened', 'x', 1, '\\x00')`;
const again = (subject: string) =>
  `INSERT INTO "order".outbox (event_id, subject, key, version, envelope, position)
   SELECT '${other}', subject, key, 2, envelope, 2 FROM "order".outbox WHERE subject = '${subject}'`;
const consumer = `INSERT INTO bus.consumers (name, subjects) VALUES ('search.products', '{product.v1.*}');
  INSERT INTO bus.log (event_id, subject, key, envelope) VALUES ('${other}', 'product.v1.product_created', 'x', '\\x00')`;
const delivery = (dead: boolean) =>
  `${consumer}; UPDATE bus.consumers SET position = 9223372036854775806;
   INSERT INTO bus.deliveries (consumer, position, key, held, attempts, next_time, dead)
   VALUES ('search.products', 1, 'x', false, 16, now(), ${dead})`;

const unlimited = `ALTER TABLE pricing.promotions DROP CONSTRAINT IF EXISTS promotions_limit;
  ALTER TABLE pricing.promotions DROP CONSTRAINT IF EXISTS promotions_budget`;

/** For each check, by its title, statements that make it find something in the sound market, each by itself. */
export const breaks: Readonly<Record<string, readonly string[]>> = {
  "nothing waits longer than it should": [
    `UPDATE "order".orders SET step = 'CAPTURE', due_time = now() - interval '1 minute'`,
  ],
  "a cart became the order it names, and no other": [
    `UPDATE "order".carts SET order_id = '${other}'`,
    `DROP INDEX IF EXISTS "order".orders_cart_key; INSERT INTO "order".orders
     SELECT (jsonb_populate_record(o, '{"order_id": "${other}", "order_number": 100002}')).* FROM "order".orders AS o`,
  ],
  "each accepted order was announced once": [again("order.v1.order_placed"), `DELETE FROM "order".outbox`],
  "orders hold, or have sent, exactly the units they sold": [
    "UPDATE inventory.allocations SET released = 0",
    `UPDATE "order".orders SET state = 'RETURNED'`,
    `UPDATE "order".order_lines SET non_stock = false`,
    `UPDATE "order".order_lines SET non_stock = true`,
  ],
  "lasting promises of stock belong to an order": [`UPDATE "order".orders SET reservation_id = '${other}'`],
  "totals of orders are the sums of their parts": [
    `UPDATE "order".order_lines SET unit_price = 500, total = 1500 WHERE line_id = '${known.line}'`,
  ],
  "a promotion counts the orders that use it, and what they took of its budget": [
    "UPDATE pricing.promotions SET redemption_count = 0",
    "UPDATE pricing.promotions SET redeemed_minor_units = 199",
    "DELETE FROM pricing.redemptions",
  ],
  "no promotion is used more often, or for more, than it may be": [
    `${unlimited}; UPDATE pricing.promotions SET budget_minor_units = 199`,
    `${unlimited}; UPDATE pricing.promotions SET redemption_count = 2; INSERT INTO pricing.redemptions
     SELECT (jsonb_populate_record(r, '{"order_id": "${other}"}')).* FROM pricing.redemptions AS r`,
  ],
  "no order that came to nothing holds a promotion": [`UPDATE "order".orders SET state = 'CANCELLED'`],
  "every placed order counts for each promotion with limits that it uses": [
    "UPDATE pricing.redemptions SET released = true",
    "UPDATE pricing.redemptions SET coupon_code = 'OTHER'",
  ],
  "paid orders were captured in full, once": ["UPDATE payment.payments SET captured_amount = 4199"],
  "nothing is kept for orders that failed or were cancelled": [`UPDATE "order".orders SET state = 'CANCELLED'`],
  "every payment belongs to an order": [`UPDATE payment.payments SET order_id = '${other}'`],
  "refunded is the sum of the refunds": ["UPDATE payment.payments SET refunded_amount = 999"],
  "orders and payments name the same refunds": [
    "UPDATE payment.refunds SET amount = 999",
    `DELETE FROM "order".order_refunds`,
  ],
  "returns are refunded with their amount": [`UPDATE "order".order_returns SET amount = 999`],
  "every transfer takes from one side what it brings to the other": [
    `UPDATE payment.ledger_entries SET amount = -499 WHERE account_id = '${known.market}'`,
    `UPDATE payment.ledger_accounts SET currency_code = 'CHF' WHERE account_id = '${known.market}'`,
    "DELETE FROM payment.ledger_entries",
  ],
  "every balance is the sum of its entries, and not below zero": [
    `UPDATE payment.ledger_accounts SET balance = 501 WHERE account_id = '${known.wallet}'`,
    `UPDATE payment.ledger_accounts SET entries = 2 WHERE account_id = '${known.wallet}'`,
    `ALTER TABLE payment.ledger_accounts DROP CONSTRAINT IF EXISTS ledger_accounts_not_negative;
     UPDATE payment.ledger_accounts SET balance = -500 WHERE account_id = '${known.wallet}';
     UPDATE payment.ledger_entries SET amount = -amount`,
  ],
  "each payment out of a wallet, and each refund and gift card into one, moved its amount": [
    "UPDATE payment.ledger_transfers SET kind = 'GIFT_CARD'",
    `UPDATE payment.payments SET provider = 'WALLET'`,
    `UPDATE payment.ledger_transfers SET kind = 'PAYMENT'`,
  ],
  "what came back of payments that were given up is what they had taken out of wallets": [
    `UPDATE payment.payments SET provider = 'WALLET', state = 'VOIDED', captured_amount = 0, refunded_amount = 0`,
    `UPDATE payment.ledger_transfers SET kind = 'PAYMENT_RETURNED'`,
  ],
  "every line of a statement follows from the one before": [
    `UPDATE payment.ledger_entries SET balance_after = 499 WHERE account_id = '${known.wallet}'`,
    `UPDATE payment.ledger_entries SET number = 2 WHERE account_id = '${known.wallet}'`,
  ],
  "credits are the sums of their lines": [
    `UPDATE "order".credits SET total = total + 1`,
    `UPDATE "order".credits SET lines = jsonb_set(lines, '{0,quantity}', '"3"')`,
    `UPDATE "order".credits SET lines = jsonb_set(lines, '{0,total,minorUnits}', '"1499"')`,
    `UPDATE "order".credits SET currency_code = 'CHF'`,
    `UPDATE "order".credits SET lines = '[]'`,
  ],
  "each credit was announced once, and says who entered it": [
    again("order.v1.credit_booked"),
    `DELETE FROM "order".outbox WHERE subject = 'order.v1.credit_booked'`,
    `DELETE FROM "order".order_audit`,
  ],
  "on hand is the sum of the movements": [
    "UPDATE inventory.stock_levels SET on_hand = 9",
    "DELETE FROM inventory.stock_levels",
  ],
  "reserved is what the live allocations have not given back or sent": [
    "UPDATE inventory.stock_levels SET reserved = 1",
    "UPDATE inventory.allocations SET shipped = 1",
  ],
  "what carriers have is what moved out to them and did not come back": [
    "UPDATE inventory.allocations SET shipped = 1",
    "UPDATE inventory.stock_movements SET reason = 'LOST' WHERE reason = 'SHIPPED'",
    `INSERT INTO inventory.stock_movements
     (movement_id, variant_id, warehouse_id, quantity_delta, reason, note, create_time)
     VALUES ('${other}', '${known.variant}', '${known.warehouse}', 1, 'ORDER_RETURNED', '', now())`,
  ],
  "what transfers take from one warehouse they bring to another": [
    `UPDATE inventory.stock_movements SET quantity_delta = quantity_delta + 1
     WHERE transfer_id IS NOT NULL AND quantity_delta > 0`,
    "DELETE FROM inventory.stock_movements WHERE transfer_id IS NOT NULL AND quantity_delta < 0",
  ],
  "nothing is promised that is not there": [
    `ALTER TABLE inventory.stock_levels DROP CONSTRAINT IF EXISTS stock_levels_on_hand_check;
     UPDATE inventory.stock_levels SET reserved = 9`,
  ],
  "no movement happened after it was entered": [
    `ALTER TABLE inventory.stock_movements DROP CONSTRAINT IF EXISTS stock_movements_business_time_check;
     UPDATE inventory.stock_movements SET business_time = create_time + interval '1 second'`,
  ],
  "no hold is left behind past its end": [
    "UPDATE inventory.reservations SET state = 'HELD', expire_time = now() - interval '1 minute'",
  ],
  "no more is packed than was bought and did not come back unsent": [
    `UPDATE "order".order_shipments SET lines = jsonb_set(lines, '{0,quantity}', '"3"')`,
    `UPDATE "order".order_returns SET lines = jsonb_set(lines, '{0,unsentQuantity}', '"2"')`,
    `UPDATE "order".order_lines SET non_stock = true`,
  ],
  "what a carrier has, has one label and one tracking number, its own; nothing else that was sent has a label": [
    "UPDATE shipping.shipments SET tracking_number = ''",
    "UPDATE shipping.shipments SET label = ''",
    `ALTER TABLE shipping.shipments DROP CONSTRAINT IF EXISTS shipments_label_check;
     UPDATE shipping.shipments SET carrier_id = ''`,
    `INSERT INTO shipping.shipments
       (shipment_id, order_id, state, lines, weight_grams, carrier_id, carrier_service, tracking_number, tracking_url,
        tracking_events, pack_hash, version, revision, create_time, update_time, attempts)
     SELECT '${other}', order_id, 'PACKED', lines, 0, carrier_id, '', tracking_number, '', '[]', '', 1, 1, now(), now(), 0
     FROM shipping.shipments`,
  ],
  "units leave the stock for shipments that were sent": [
    "DELETE FROM shipping.shipments",
    "UPDATE shipping.shipments SET state = 'PACKED', label = NULL, ship_time = NULL, deliver_time = NULL",
  ],
  "orders and shipping name the same shipments, with the same lines and state": [
    "DELETE FROM shipping.shipments",
    `DELETE FROM "order".order_shipments`,
    `UPDATE "order".order_shipments SET state = 'SHIPPED'`,
    `UPDATE "order".order_shipments SET lines = jsonb_set(lines, '{0,quantity}', '"1"')`,
    `UPDATE "order".order_shipments SET lines = jsonb_set(lines, '{0,lineId}', '"${other}"')`,
    `UPDATE "order".order_shipments SET order_id = '${other}'`,
  ],
  "nothing is being packed, handed over or taken back": [
    `INSERT INTO shipping.packings VALUES ('${other}', '${known.order}', '[]', 0, '', now(), now(), 0)`,
    "UPDATE shipping.shipments SET state = 'CANCELLING', label = NULL, ship_time = NULL, deliver_time = NULL",
  ],
  "what was sent left the stock": ["DELETE FROM inventory.shipments"],
  "no more left the stock for an order than was sent, and nothing is kept for one that was sent whole": [
    "UPDATE inventory.allocations SET shipped = 1",
    "UPDATE inventory.allocations SET released = 0, shipped = 3",
  ],
  "quarters are the sums of the facts": [
    "UPDATE analytics.revenue_quarters SET units = units + 1",
    "DELETE FROM analytics.revenue_quarters WHERE orders > 0",
    "UPDATE analytics.refund_facts SET state = 'FAILED'",
    "UPDATE analytics.credit_facts SET amount = amount + 1",
    "UPDATE analytics.revenue_quarters SET credit_lines = credit_lines + 1",
  ],
  "a refund that is known belongs to an order that is known": [
    `UPDATE analytics.refund_facts SET order_id = '${other}'`,
  ],
  "analytics knows the orders whose money was taken, and no other": [
    "DELETE FROM analytics.order_facts",
    "UPDATE analytics.order_facts SET units = 2",
    `UPDATE "order".order_payments SET state = 'AUTHORIZED'`,
    `UPDATE "order".orders SET business_time = business_time - interval '1 millisecond'`,
  ],
  "analytics knows the refunds of orders, and no other": [
    "DELETE FROM analytics.refund_facts",
    "UPDATE analytics.refund_facts SET state = 'PENDING'",
    `UPDATE "order".order_refunds SET business_time = now()`,
    `DELETE FROM "order".order_refunds`,
  ],
  "analytics knows the credits that were booked, and no other": [
    "DELETE FROM analytics.credit_facts",
    "UPDATE analytics.credit_facts SET lines = 2",
    `DELETE FROM "order".credits`,
    `UPDATE "order".credits SET business_time = business_time + interval '1 millisecond'`,
  ],
  "figures are what payments took and gave back, in each currency": [
    "UPDATE analytics.revenue_quarters SET currency_code = 'CHF'",
    "UPDATE analytics.revenue_quarters SET gross = gross + 1 WHERE orders > 0",
    "DELETE FROM payment.payments",
  ],
  "a thing is told once": [
    `INSERT INTO notification.notifications SELECT (jsonb_populate_record(n, '{"notification_id": "${other}", "occasion": "x"}')).*
     FROM notification.notifications AS n WHERE template_id = 'order_paid'`,
  ],
  "customers are told what became of their orders, and nothing else": [
    "DELETE FROM notification.notifications WHERE template_id = 'order_paid'",
    "UPDATE notification.notifications SET template_id = 'order_cancelled' WHERE template_id = 'order_placed'",
    `UPDATE notification.notifications SET order_id = '${other}'`,
    "DELETE FROM notification.notifications WHERE template_id = 'shipment_delivered'",
  ],
  "nobody is told by itself that an order of long ago was placed or paid": [
    `UPDATE "order".orders SET business_time = create_time - interval '2 days'`,
  ],
  "no message is under way": [
    "UPDATE notification.notifications SET state = 'PENDING', due_time = now(), send_time = NULL",
  ],
  "one index serves searches": ["UPDATE search.generations SET state = 'BUILDING'"],
  "every published product is found as it is now, once, and nothing else is": [
    "DELETE FROM search.documents WHERE published",
    "UPDATE search.documents SET version = 3 WHERE published",
    "UPDATE search.documents SET published = true",
    `INSERT INTO search.documents SELECT (jsonb_populate_record(d, '{"product_id": "${other}"}')).*
     FROM search.documents AS d WHERE published`,
  ],
  "committed events are in the log": [unsent("pricing")],
  ...Object.fromEntries(
    ["analytics", "notification", "search", "shipping", "user"].map((schema) => [
      `committed events of ${schema} are in the log`,
      [unsent(schema)],
    ]),
  ),
  "no consumer gave an event up": [delivery(true)],
  "every event was handled": [consumer, delivery(false)],
  "no order is under way, but for customers who must act": [
    `UPDATE "order".orders SET step = 'CAPTURE', due_time = now()`,
  ],
  "no payment is under way, but for customers who must act": [
    "UPDATE payment.payments SET state = 'UNKNOWN', captured_amount = 0, refunded_amount = 0",
    "UPDATE payment.refunds SET state = 'PENDING'",
    "INSERT INTO payment.webhook_events VALUES ('evt_1', 'x', '', now(), now(), 0)",
  ],
};
