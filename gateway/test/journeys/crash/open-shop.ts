import { type Processes, startRunningMarket } from "../running-market.ts";
import { staffOf } from "../shop/goods.ts";
import { providerOf } from "../shop/provider.ts";
import { providerBooks } from "./provider-books.ts";
import type { Shop } from "./shop.ts";

/** Short leases and pauses, so that what is killed is missed soon; no limits, so that clients may insist. */
const settings = {
  ORDER_LEASE_DURATION: "1s",
  SHIPPING_LEASE_DURATION: "1s",
  NOTIFICATION_LEASE_DURATION: "3s",
  RESTART_PAUSE: "100ms",
  GATEWAY_RATE_MONEY: "none",
  GATEWAY_RATE_WRITE: "none",
  GATEWAY_RATE_CREDENTIAL: "none",
};

/** Starts a market with an empty shop, with more settings. */
export async function openShop(processes: Processes, more: Readonly<Record<string, string>> = {}): Promise<Shop> {
  const market = await startRunningMarket(processes, { ...settings, ...more });
  await market.ready();
  const staff = staffOf(market.url, await market.token("admin"));
  const access = await market.stripe();
  return { market, staff, provider: providerOf(access), holdings: providerBooks(access), books: new Map() };
}
