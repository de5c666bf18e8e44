import type pg from "pg";
import { idFromUuid } from "#mesh/kernel";
import { insertRow } from "./insert-row.ts";

const uuid = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, "0")}`;

/** What the things of the sound market are called. */
export const known = {
  order: uuid(1),
  line: uuid(2),
  payment: uuid(3),
  refund: uuid(4),
  returned: uuid(5),
  shipment: uuid(6),
  reservation: uuid(7),
  variant: uuid(8),
  warehouse: uuid(9),
  product: uuid(10),
  cart: uuid(11),
  credit: uuid(12),
  fee: uuid(13),
  wallet: uuid(14),
  market: uuid(15),
  transfer: uuid(16),
  promotion: uuid(18),
};

const noon = new Date("2026-06-01T12:00:00Z");
const later = new Date("2026-06-02T12:00:00Z");
const { order: order_id, payment: payment_id, variant: variant_id, warehouse: warehouse_id } = known;
const { reservation: reservation_id, shipment: shipment_id, refund: refund_id, product: product_id } = known;

/**
 * Leaves nothing in the stores but one order of three units for 42.00, and two of a fee for nothing: two units were sent
 * and arrived, one came back before it was sent, and one of the fee; a credit of 15.00; a wallet with 5.00; and a
 * promotion with a limit and a budget that the order used for 2.00. All that others know of them agrees.
 */
export async function layOutSoundMarket(client: pg.Client): Promise<void> {
  await clear(client);
  const insert = (table: string, values: Readonly<Record<string, unknown>>) => insertRow(client, table, values);
  await layOutOrder(insert);
  await layOutCredit(insert);
  await layOutPromotion(insert);
  await layOutMoney(insert);
  await layOutWallet(insert);
  await layOutStock(insert);
  await layOutRest(insert);
}

type Insert = (table: string, values: Readonly<Record<string, unknown>>) => Promise<void>;

async function clear(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema', 'public') AND tablename NOT LIKE '\\_prisma%'`,
  );
  await client.query(rows.map(({ name }) => `DELETE FROM ${name}`).join(";"));
}

async function layOutOrder(insert: Insert): Promise<void> {
  const money = { currency_code: "EUR", subtotal: 3000, shipping_total: 1200, total: 4200, tax_inclusive: true };
  const times = { create_time: noon, business_time: noon, update_time: noon };
  const way = { state: "PAID", step: "DONE", order_number: 100_001, reservation_id, cart_id: known.cart };
  await insert("order.carts", { cart_id: known.cart, order_id });
  const document = JSON.stringify({ redemptions: [{ couponCode: "FEW" }] });
  await insert("order.orders", { order_id, ...way, ...money, ...times, document });
  const line = { line_id: known.line, variant_id, product_id, quantity: 3, unit_price: 1000, total: 3000 };
  await insert("order.order_lines", { order_id, ...line });
  await insert("order.order_lines", { order_id, line_id: known.fee, non_stock: true, quantity: 2 });
  await insert("order.order_payments", { payment_id, order_id, state: "CAPTURED", amount: 4200 });
  const refund = { refund_id, order_id, payment_id, amount: 1000, state: "SUCCEEDED" };
  await insert("order.order_refunds", { ...refund, create_time: later });
  const back = JSON.stringify(
    [known.line, known.fee].map((lineId) => ({ lineId, quantity: "1", unsentQuantity: "1" })),
  );
  await insert("order.order_returns", {
    ...{ return_id: known.returned, order_id, lines: back, amount: 1000, restocked: true },
  });
  const lines = JSON.stringify([{ lineId: known.line, quantity: "2" }]);
  await insert("order.order_shipments", { shipment_id, order_id, lines, state: "DELIVERED" });
  await insert("order.outbox", { subject: "order.v1.order_placed", key: idFromUuid("ord", order_id), position: 1 });
}

async function layOutCredit(insert: Insert): Promise<void> {
  const credit_id = known.credit;
  const euros = (minorUnits: string) => ({ currencyCode: "EUR", minorUnits });
  const lines = JSON.stringify([{ quantity: "2", unitPrice: euros("750"), total: euros("1500") }]);
  await insert("order.credits", { credit_id, lines, currency_code: "EUR", total: 1500, business_time: later });
  await insert("order.order_audit", { credit_id });
  const told = { subject: "order.v1.credit_booked", key: idFromUuid("crd", credit_id), event_id: uuid(1), position: 3 };
  await insert("order.outbox", told);
  const fact = { credit_id, currency_code: "EUR", lines: 1, amount: 1500, business_time: later };
  await insert("analytics.credit_facts", fact);
}

async function layOutPromotion(insert: Insert): Promise<void> {
  const promotion_id = known.promotion;
  const limits = { max_redemptions: 1, budget_currency_code: "EUR", budget_minor_units: 200 };
  const used = { redemption_count: 1, redeemed_minor_units: 200 };
  await insert("pricing.promotions", { promotion_id, percent_off_hundredths: 1, ...limits, ...used });
  await insert("pricing.redeeming_orders", { order_id });
  const taken = { minor_units: 200, budget_minor_units: 200 };
  await insert("pricing.redemptions", { order_id, promotion_id, coupon_code: "FEW", currency_code: "EUR", ...taken });
}

async function layOutMoney(insert: Insert): Promise<void> {
  const money = { currency_code: "EUR", amount: 4200, captured_amount: 4200, refunded_amount: 1000 };
  await insert("payment.payments", { payment_id, order_id, state: "CAPTURED", provider: "STRIPE", ...money });
  await insert("payment.refunds", { refund_id, payment_id, amount: 1000, state: "SUCCEEDED" });
}

/** A wallet that the market gave 5.00. */
async function layOutWallet(insert: Insert): Promise<void> {
  const { wallet, market, transfer: transfer_id } = known;
  const currency_code = "EUR";
  await insert("payment.ledger_accounts", {
    account_id: wallet,
    kind: "WALLET",
    user_id: uuid(17),
    currency_code,
    balance: 500,
    entries: 1,
  });
  await insert("payment.ledger_accounts", { account_id: market, kind: "MARKET", currency_code });
  await insert("payment.ledger_transfers", { transfer_id, kind: "CREDIT" });
  await insert("payment.ledger_entries", {
    transfer_id,
    account_id: wallet,
    amount: 500,
    balance_after: 500,
    number: 1,
  });
  await insert("payment.ledger_entries", { transfer_id, account_id: market, amount: -500 });
}

async function layOutStock(insert: Insert): Promise<void> {
  await insert("inventory.stock_levels", { variant_id, warehouse_id, on_hand: 7 });
  const place = { variant_id, warehouse_id };
  await insert("inventory.stock_movements", { ...place, movement_id: uuid(1), quantity_delta: 10, reason: "RECEIVED" });
  await insert("inventory.stock_movements", { ...place, movement_id: uuid(2), quantity_delta: -2, reason: "SHIPPED" });
  const moved = { variant_id, reason: "TRANSFERRED", transfer_id: uuid(3) };
  await insert("inventory.stock_levels", { variant_id, warehouse_id: uuid(4), on_hand: 1 });
  await insert("inventory.stock_movements", { ...place, ...moved, movement_id: uuid(5), quantity_delta: -1 });
  await insert("inventory.stock_movements", {
    ...{ ...moved, warehouse_id: uuid(4), movement_id: uuid(6), quantity_delta: 1 },
  });
  await insert("inventory.reservations", { reservation_id, state: "COMMITTED" });
  await insert("inventory.allocations", { reservation_id, ...place, quantity: 3, released: 1, shipped: 2 });
  await insert("inventory.shipments", { shipment_id, reservation_id });
}

async function layOutRest(insert: Insert): Promise<void> {
  const content = { lineId: idFromUuid("lin", known.line), variantId: idFromUuid("var", variant_id), quantity: "2" };
  const times = { ship_time: later, deliver_time: later };
  const parcel = {
    address: { countryCode: "DE" },
    lines: JSON.stringify([content]),
    carrier_id: "swift",
    tracking_number: "SW1",
    label: Buffer.of(37),
  };
  await insert("shipping.shipments", {
    shipment_id,
    order_id,
    reservation_id,
    state: "DELIVERED",
    ...parcel,
    ...times,
  });
  const sums = { currency_code: "EUR", lines: 2, units: 5, gross: 4200 };
  await insert("analytics.order_facts", { order_id, business_time: noon, ...sums });
  const refund = { refund_id, order_id, currency_code: "EUR", amount: 1000, state: "SUCCEEDED" };
  await insert("analytics.refund_facts", { ...refund, business_time: later });
  await insert("analytics.revenue_quarters", { begin_time: noon, orders: 1, ...sums });
  const laterSums = { refunds: 1000, credits: 1500, credit_lines: 1 };
  await insert("analytics.revenue_quarters", { begin_time: later, currency_code: "EUR", ...laterSums });
  const templates = ["order_placed", "order_paid", "order_refunded", "shipment_shipped", "shipment_delivered"];
  for (const [index, template_id] of templates.entries()) {
    const message = {
      notification_id: uuid(index + 1),
      template_id,
      occasion: order_id,
      subject_id: order_id,
      order_id,
    };
    await insert("notification.notifications", { ...message, state: "SENT", send_time: later, edition: 1 });
  }
  await insert("product.products", { product_id, version: 4, state: "PUBLISHED" });
  await insert("product.products", { product_id: uuid(99), slug: "draft", state: "DRAFT" });
  await insert("search.generations", { generation: 1, slot: 0, state: "SERVING" });
  await insert("search.documents", { slot: 0, product_id, version: 4, published: true });
  await insert("search.documents", { slot: 0, product_id: uuid(99) });
}
