import { eventually } from "#mesh/testing";
import { mailsTo } from "../around/mail.ts";
import type { Goods } from "../shop/goods.ts";
import { rest } from "../shop/rest.ts";
import type { Desk, SentOrderJson, ShipmentJson } from "./around-desk.ts";
import { patience } from "./around-kills.ts";
import type { Shop } from "./shop.ts";

interface NotificationJson {
  readonly templateId: string;
  readonly state: string;
  readonly subject: string;
}

interface IntervalJson {
  readonly orders: string;
  readonly gross: { readonly minorUnits: string };
  readonly refunds: { readonly minorUnits: string };
}

/** A thing that is told once while an order is paid quickly, and is not while it takes longer. */
const maybe = "order_placed";
const ofAccounts = "verify_email";

/** Whoever bought was told each of these once about the order, by one mail each, and the log says so. */
export async function expectTold(
  { market }: Shop,
  desk: Desk,
  { userId, email }: { readonly userId: string; readonly email: string },
  kinds: readonly string[],
): Promise<void> {
  await eventually(async () => {
    const route = `GET /v1/notifications?user_id=${userId}&page_size=100`;
    const log = (await desk.ask<{ notifications: NotificationJson[] }>(route)).notifications;
    const told = log.filter(({ templateId }) => templateId !== ofAccounts);
    const placed = told.filter(({ templateId }) => templateId === maybe);
    expect(placed).toEqual([expect.objectContaining({ state: expect.stringMatching(/_(SENT|SKIPPED)$/) })]);
    const others = told.filter(({ templateId }) => templateId !== maybe);
    expect(others.map(({ templateId, state }) => `${templateId} ${state}`).toSorted()).toEqual(
      kinds.map((kind) => `${kind} NOTIFICATION_STATE_SENT`).toSorted(),
    );
    const sent = log.filter(({ state }) => state.endsWith("_SENT"));
    const codes = sent.filter(({ templateId }) => templateId === ofAccounts).map(() => expect.any(String));
    const subjects = (await mailsTo(market, email)).map(({ subject }) => subject);
    expect(subjects).toHaveLength(sent.length);
    const wanted = sent.filter(({ templateId }) => templateId !== ofAccounts).map(({ subject }) => subject);
    expect(subjects.toSorted()).toEqual(expect.arrayContaining([...wanted, ...codes]));
  }, patience);
}

/** The figures are those of everything that was noted, to the minor unit. */
export async function expectFigures({ books }: Shop, { ask }: Desk): Promise<void> {
  const noted = [...books.values()];
  const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);
  const range = "start_time=2020-01-01T00:00:00Z&end_time=2100-01-01T00:00:00Z&interval=INTERVAL_MONTH";
  await eventually(async () => {
    const { intervals } = await ask<{ intervals: IntervalJson[] }>(`GET /v1/analytics/revenue?${range}`);
    expect({
      orders: sumOf(intervals.map(({ orders }) => Number(orders))),
      gross: sumOf(intervals.map(({ gross }) => Number(gross.minorUnits))),
      refunds: sumOf(intervals.map(({ refunds }) => Number(refunds.minorUnits))),
    }).toEqual({
      orders: noted.length,
      gross: sumOf(noted.map(({ captured }) => captured)),
      refunds: sumOf(noted.map(({ refunded }) => refunded)),
    });
  }, patience);
}

/** The carrier has one parcel for the shipment, under the number that the market tells. */
export async function expectOneParcel({ market }: Shop, { shipmentId, trackingNumber }: ShipmentJson): Promise<void> {
  const { url, secretKey } = await market.carrier();
  const { shipments } = await rest<{ shipments: object[] }>(url, `GET /v1/shipments?reference=${shipmentId}`, {
    token: secretKey,
  });
  expect(shipments).toEqual([{ reference: shipmentId, tracking_number: trackingNumber }]);
}

/** The order has one shipment with all its units, which arrived and left the stock; the carrier has one parcel for it. */
export async function expectDelivered(
  shop: Shop,
  read: () => Promise<SentOrderJson>,
  { variantId }: Goods,
  left: number,
): Promise<void> {
  const [shipment] = await eventually(async () => {
    const { fulfillmentState, shipments } = await read();
    expect({ fulfillmentState, shipments }).toMatchObject({
      fulfillmentState: "FULFILLMENT_STATE_DELIVERED",
      shipments: [{ state: "SHIPMENT_STATE_DELIVERED" }],
    });
    return shipments;
  }, patience);
  await expectOneParcel(shop, shipment as ShipmentJson);
  const stock = { onHand: left, reserved: 0, available: left };
  await eventually(async () => expect(await shop.staff.stock(variantId)).toEqual(stock), patience);
}

/** The product is found, once. */
export async function expectFound({ market }: Shop, { productId, sku }: Goods): Promise<void> {
  await eventually(async () => {
    const route = `GET /v1/search/products?query=${encodeURIComponent(sku)}`;
    const { hits } = await rest<{ hits: { productId: string }[] }>(market.url, route);
    expect(hits.filter((hit) => hit.productId === productId)).toHaveLength(1);
  }, patience);
}
