import { eventually } from "#mesh/testing";
import { mailTo } from "../around/mail.ts";
import type { OrderJson } from "../shop/json.ts";
import { rest } from "../shop/rest.ts";
import type { Absence, Visit } from "./visit.ts";

/** A service that a purchase can do without, and what it makes up when it is back. */
export interface SoftService {
  readonly name: string;
  /** Fails until everything that happened while the service was away has reached it. */
  madeUp(visit: Visit, absence: Absence): Promise<void>;
}

const patience = { timeoutMs: 20_000, intervalMs: 100 };

export const softServices: readonly SoftService[] = [
  { name: "search", madeUp: finds },
  { name: "notification", madeUp: wrote },
  { name: "analytics", madeUp: counted },
  { name: "shipping", madeUp: sends },
  { name: "user", madeUp: knows },
];

/** What was published meanwhile is found. */
async function finds({ market }: Visit, { goods }: Absence): Promise<void> {
  await eventually(async () => {
    const query = encodeURIComponent(goods.sku);
    const { hits } = await rest<{ hits: { productId: string }[] }>(
      market.url,
      `GET /v1/search/products?query=${query}`,
    );
    expect(hits[0]?.productId).toBe(goods.productId);
  }, patience);
}

/** The customer was written to about the order, once. */
async function wrote({ market }: Visit, { buyer, order }: Absence): Promise<void> {
  await mailTo(market, buyer.email, order.orderNumber);
}

/** The order is in the figures of its day. */
async function counted({ market, admin }: Visit, { order, before }: Absence): Promise<void> {
  await eventually(async () => {
    const now = await grossOf(market.url, admin);
    expect(now - before.gross).toBe(BigInt(order.total.minorUnits));
  }, patience);
}

/** The gross of everything that was ever sold, in minor units. */
export async function grossOf(url: string, admin: string): Promise<bigint> {
  const range = "start_time=2020-01-01T00:00:00Z&end_time=2100-01-01T00:00:00Z&interval=INTERVAL_MONTH";
  const { intervals } = await rest<{ intervals: { gross: { minorUnits: string } }[] }>(
    url,
    `GET /v1/analytics/revenue?${range}`,
    { token: admin },
  );
  return intervals.reduce((sum, { gross }) => sum + BigInt(gross.minorUnits), 0n);
}

/** The order can be packed and sent, and its customer sees it go. */
async function sends({ market, admin }: Visit, { buyer, order }: Absence): Promise<void> {
  const { shipment } = await rest<{ shipment: { shipmentId: string } }>(
    market.url,
    `POST /v1/orders/${order.orderId}/shipments`,
    { token: admin, body: { requestId: `pack/${order.orderId}` } },
  );
  const body = { requestId: `ship/${order.orderId}` };
  await rest(market.url, `POST /v1/shipments/${shipment.shipmentId}:ship`, { token: admin, body });
  await eventually(async () => {
    const seen = (await buyer.order(order.orderId)) as OrderJson & { fulfillmentState: string };
    expect(seen.fulfillmentState).toMatch(/^FULFILLMENT_STATE_(SHIPPED|DELIVERED)$/);
  }, patience);
}

/** The profile of who registered meanwhile has their e-mail. */
async function knows(_: Visit, { buyer }: Absence): Promise<void> {
  await eventually(async () => {
    const { user } = await buyer.ask<{ user: { email: string } }>("GET /v1/users/me");
    expect(user.email).toBe(buyer.email);
  }, patience);
}
