import { statement } from "#mesh/store";
import type { OrderFilter } from "../src/app/ports/orders.ts";
import type { Order } from "../src/domain/order.ts";
import * as sql from "../src/store/order-statements.ts";
import { aDraftOrder, callerOf, ids } from "./cart-builders.ts";
import { aRequest, reason, useCheckoutShop } from "./checkout-shop.ts";

const shop = useCheckoutShop();
const clerk = ids.next("usr");
const day = (number: number) => new Date(Date.UTC(2025, 0, number));

/** Orders of these business times, in the order of the times given. */
async function entered(...times: readonly Date[]): Promise<readonly Order[]> {
  const made: Order[] = [];
  for (const [index, businessTime] of times.entries()) {
    const draft = aDraftOrder({ createdBy: clerk, businessTime, externalReference: `invoice ${index % 2}` });
    const { draftOrderId } = await shop().ports.draftOrders.create(() => draft);
    for (const { variantId, quantity } of draft.lines) shop().stock.stock.set(variantId, quantity);
    const paid = { paymentMethod: "", externalPaymentReference: "receipt" };
    const wanted = { draftOrderId, ...paid, request: aRequest(clerk, ids.uuid(), "h", "/Place") };
    made.push((await shop().app.placeDraftOrder(callerOf(clerk, ["order.draft"]), wanted)).order);
  }
  return made;
}

/** All pages of two orders each. */
async function listed(filter: OrderFilter): Promise<readonly Order[]> {
  const seen: Order[] = [];
  let pageToken = "";
  do {
    const page = await shop().app.listAllOrders({ filter, pageSize: 2, pageToken });
    seen.push(...page.items);
    pageToken = page.nextPageToken;
  } while (pageToken !== "");
  return seen;
}

const at = (orders: readonly Order[], ...indices: readonly number[]) => indices.map((index) => orders[index]);

test("orders are listed by when they happened, not by when they were entered; those of one time by their id", async () => {
  const orders = await entered(day(3), day(1), day(2), day(3), day(2));
  expect(await listed({})).toEqual(at(orders, 3, 0, 4, 2, 1));
});

test("a window begins with its start and ends before its end", async () => {
  const orders = await entered(day(1), day(2), day(3), day(4));
  expect(await listed({ startTime: day(2), endTime: day(4) })).toEqual(at(orders, 2, 1));
  expect(await listed({ startTime: day(3) })).toEqual(at(orders, 3, 2));
  expect(await listed({ endTime: day(2) })).toEqual(at(orders, 0));
});

test("orders are found by what another system calls them, and narrowed by user and state besides", async () => {
  const orders = await entered(day(1), day(2), day(3), day(4));
  const of = (filter: OrderFilter) => listed({ externalReference: "invoice 1", ...filter });
  expect(await of({})).toEqual(at(orders, 3, 1));
  expect(await of({ endTime: day(4), state: "PAID" })).toEqual(at(orders, 1));
  expect(await of({ state: "CANCELLED" })).toEqual([]);
  expect(await of({ userId: ids.next("usr") })).toEqual([]);
  expect(await listed({ externalReference: "invoice" })).toEqual([]);
});

test("orders are narrowed to a user or a state, and those in FAILED are listed only if they are asked for", async () => {
  const cart = await shop().filledCart();
  const { userId } = cart;
  await shop()
    .checkout(cart, "pm_declined")
    .catch(() => undefined);
  const { order } = await shop().checkout(cart);
  const [old] = await entered(day(1));
  expect(await listed({})).toMatchObject([{ orderId: order.orderId }, { orderId: old?.orderId }]);
  expect(await listed({ userId })).toMatchObject([{ orderId: order.orderId }]);
  expect(await listed({ userId, state: "FAILED" })).toMatchObject([{ state: "FAILED", userId }]);
  expect(await listed({ state: "FAILED" })).toMatchObject([{ state: "FAILED", userId }]);
  expect(await listed({ state: "PAID", endTime: day(2) })).toMatchObject([{ orderId: old?.orderId }]);
});

test("a token goes on in the list it is from, and in no other", async () => {
  await entered(day(1), day(2));
  const page = { pageSize: 1, pageToken: "" };
  const { nextPageToken: pageToken } = await shop().app.listAllOrders({ ...page, filter: {} });
  const other = shop().app.listAllOrders({ pageSize: 1, pageToken, filter: { startTime: day(1) } });
  await expect(other).rejects.toThrow(reason("PAGE_TOKEN_INVALID"));
});

const lengthen = statement<never>(
  "t.lengthen",
  `INSERT INTO order_lines
     (order_id, line_id, position, variant_id, product_id, sku, name, quantity, unit_price, total, discount, tax)
   SELECT order_id, gen_random_uuid(), nth, gen_random_uuid(), gen_random_uuid(), '', '', 1, 0, 0, 0, 0
   FROM orders, generate_series(2, 2600) AS nth`,
);

test("a page of long orders ends early, and the next goes on", async () => {
  const orders = await entered(day(1), day(2), day(3));
  await shop().database.query(lengthen);
  const page = await shop().app.listAllOrders({ filter: {}, pageSize: 2, pageToken: "" });
  expect(page.items.map(({ lines }) => lines.length)).toEqual([2600]);
  expect((await listed({})).map(({ orderId }) => orderId)).toEqual(at(orders, 2, 1, 0).map((each) => each?.orderId));
});

const fill = statement<never>(
  "t.fill",
  `INSERT INTO orders (order_id, user_id, state, step, attempts, version, reservation_id, reservation_number,
     hold_expire_time, cancel_reason, currency_code, subtotal, discount_total, shipping_total, shipping_tax, tax_total,
     tax_inclusive, total, document, create_time, business_time, update_time, order_number, external_reference)
   SELECT gen_random_uuid(), CASE WHEN nth % 2 = 0 THEN md5((nth % 100)::text)::uuid END,
     CASE WHEN nth % 1000 = 1 THEN 'CANCELLED' ELSE 'PAID' END, 'DONE', 0, 2, gen_random_uuid(), 1, now(), '', 'EUR',
     0, 0, 0, 0, 0, true, 0, '{}', now(), now() - nth * interval '1 minute', now(), nth,
     CASE WHEN nth % 5 > 0 THEN 'invoice ' || nth ELSE '' END
   FROM generate_series(1, 5000) AS nth`,
);
const analyze = statement<never>("t.analyze", "ANALYZE orders");

const indexes = {
  orders_business_time: sql.page,
  orders_state_business_time: sql.pageByState,
  orders_user_business_time: sql.pageByUser,
  orders_external_reference: sql.pageByReference,
};

test("a page of many orders is read along the index of what is asked for, and not sorted", async () => {
  await shop().database.query(fill);
  await shop().database.query(analyze);
  for (const [index, { text }] of Object.entries(indexes)) {
    const { rows } = await shop().database.pool.query<{ "QUERY PLAN": string }>(`EXPLAIN (GENERIC_PLAN) ${text}`);
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain(`Index Scan Backward using ${index}`);
    expect(plan).not.toMatch(/Seq Scan on orders|Sort Key: .*business_time/);
  }
});
