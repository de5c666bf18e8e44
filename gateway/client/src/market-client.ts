import * as services from "#gen/client/services.js";
import { type Client, type ClientOptions, createClient } from "./client.ts";

/** A client of every public service of the market. */
export type MarketClient = Client<typeof services>;

/** Makes a client of every public service: `market.products.getProduct({ productId })`. */
export function createMarketClient(options: ClientOptions): MarketClient {
  return createClient(services, options);
}
