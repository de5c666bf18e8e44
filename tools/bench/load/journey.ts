import { Agent, request } from "node:http";
import type { LoadResult } from "../figures/measure-rounds.ts";

/** Purchases through the public door by REST over kept connections, so many at once. */
export interface JourneyLoad {
  readonly origin: string;
  /** What is bought, by turns. */
  readonly variantIds: readonly string[];
  readonly requests: number;
  readonly concurrency: number;
}

/** Calls of one purchase, from the guest to the paid order. */
export const callsOfJourney = 10;

const patienceMs = 30_000;
const agent = new Agent({ keepAlive: true });

/** Makes as many purchases as requested; one that does not end in a paid order is an error. */
export async function buyAll({ origin, variantIds, requests, concurrency }: JourneyLoad): Promise<LoadResult> {
  const numbers = Array.from({ length: requests }, (_, number) => number).values();
  let errors = 0;
  const work = async () => {
    for (const number of numbers) {
      const paid = await buy(origin, variantIds[number % variantIds.length] ?? "").catch(() => false);
      if (!paid) errors += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { requests, errors };
}

/** One purchase as a browser makes it; true if the order is paid. */
export async function buy(origin: string, variantId: string): Promise<boolean> {
  const { accessToken } = await ask<{ accessToken: string }>(origin, "POST", "/v1/auth:guest", {});
  const call = <T>(method: string, path: string, body?: unknown) => ask<T>(origin, method, path, body, accessToken);
  const { cart } = await call<{ cart: { cartId: string } }>("POST", "/v1/carts", { currencyCode: "EUR" });
  const path = `/v1/carts/${cart.cartId}`;
  await call("POST", `${path}/lines`, { variantId, quantity: 1 });
  await call("PATCH", path, { email: "buyer@ultramarket.example", shippingAddress });
  const options = await call<{ shippingOptions: { shippingMethodId: string }[] }>("GET", `${path}/shipping-options`);
  await call("PATCH", path, { shippingMethodId: options.shippingOptions[0]?.shippingMethodId });
  await call("GET", path);
  const payment = { paymentMethod: "pm_card_visa", requestId: cart.cartId };
  const { order } = await call<{ order: { orderId: string } }>("POST", `${path}:checkout`, payment);
  const found = await call<{ order: { state: string } }>("GET", `/v1/orders/${order.orderId}`);
  await call("GET", "/v1/orders");
  return found.order.state === "ORDER_STATE_PAID";
}

const shippingAddress = {
  recipientName: "A. Customer",
  line1: "Long Lane 1",
  city: "Springfield",
  postalCode: "12345",
  countryCode: "DE",
};

/** Sends JSON and answers with JSON. Throws Error for any status but 200. */
export function ask<T>(origin: string, method: string, path: string, body?: unknown, token?: string): Promise<T> {
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers, agent, timeout: patienceMs }, async (response) => {
      let text = "";
      for await (const piece of response.setEncoding("utf8")) text += piece;
      if (response.statusCode === 200) resolve(JSON.parse(text) as T);
      else reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
    });
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${path}: no answer`)));
    sent.on("error", reject);
    sent.end(body === undefined ? undefined : JSON.stringify(body));
  });
}
